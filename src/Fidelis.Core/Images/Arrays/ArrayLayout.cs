using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>How pictures lie in a file of plain numbers.</summary>
/// <param name="Count">The pictures.</param>
/// <param name="Height">Rows of each.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Channels">1 for grey, 3 for red, green, blue, 4 for those and opacity.</param>
/// <param name="IsPlanar">Whether a picture is one plane for each channel (CHW), not one group of channels for each pixel (HWC).</param>
internal readonly record struct ArrayLayout(long Count, int Height, int Width, int Channels, bool IsPlanar)
{
    /// <summary>Gets the numbers of one picture.</summary>
    public int SampleCount => Height * Width * Channels;

    /// <summary>Gets what the numbers of a pixel mean.</summary>
    public ColorModel Model => Channels == 1 ? ColorModel.Grey : ColorModel.Rgb;

    /// <summary>Finds the pictures in a shape: <c>[n, h, w, c]</c> or <c>[n, c, h, w]</c> with c of 1, 3 or 4, or <c>[n, h, w]</c> of grey.</summary>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="name">The array, for messages.</param>
    /// <returns>The layout, whose pictures fit into memory.</returns>
    /// <exception cref="InputException">The shape is none of these, or could be two of them.</exception>
    public static ArrayLayout Of(IReadOnlyList<long> shape, string name)
    {
        (long count, long height, long width, long channels, bool isPlanar) = shape switch
        {
            [var n, var a, var b, var c] when IsChannels(a) && IsChannels(c) =>
                throw Refused(shape, name, $"its second and its last axis could both be the channels of {n} pictures with {b} columns or rows: give larger pictures, or an array of 3 axes if they are grey"),
            [var n, var h, var w, var c] when IsChannels(c) => (n, h, w, c, false),
            [var n, var c, var h, var w] when IsChannels(c) => (n, h, w, c, true),
            [_, _, _, _] => throw Refused(shape, name, "neither its second nor its last axis is 1, 3 or 4 channels long"),
            [var n, var h, var w] when n is not (3 or 4) && w is not (1 or 3 or 4) => (n, h, w, 1, false),
            [_, _, _] => throw Refused(shape, name, "it could be one colour picture or several grey ones: give it an axis more by array[None] for one picture, or by array[..., None] for grey ones"),
            [_, _] => throw Refused(shape, name, "it has no axis for the number of pictures: give it one by array[None]"),
            _ => throw Refused(shape, name, $"it has {shape.Count} {(shape.Count == 1 ? "axis" : "axes")}"),
        };
        return Create(shape, name, count, height, width, channels, isPlanar);
    }

    /// <summary>Takes a shape <c>[n, h, w]</c> that is known to be grey pictures, whatever its lengths.</summary>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="name">The array, for messages.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="InputException">There is no pixel, or there are too many.</exception>
    public static ArrayLayout OfGrey(IReadOnlyList<long> shape, string name) => Create(shape, name, shape[0], shape[1], shape[2], 1, false);

    private static ArrayLayout Create(IReadOnlyList<long> shape, string name, long count, long height, long width, long channels, bool isPlanar)
    {
        if (count < 1 || height < 1 || width < 1)
        {
            throw Refused(shape, name, "it holds no pixel");
        }

        // Below half of what an array may hold, so that a picture of 64-bit numbers fits, and one of 32-bit numbers and its header.
        return height <= int.MaxValue && width <= int.MaxValue && (Int128)height * width * channels * sizeof(double) <= Array.MaxLength / 2
            ? new ArrayLayout(count, (int)height, (int)width, (int)channels, isPlanar)
            : throw Refused(shape, name, "one picture of it is too large to be decoded");
    }

    private static bool IsChannels(long length) => length is 1 or 3 or 4;

    private static InputException Refused(IReadOnlyList<long> shape, string name, string why) =>
        new($"Pictures must be an array [n, height, width, channels], [n, channels, height, width] or [n, height, width], but the shape of {name} is [{string.Join(", ", shape)}]: {why}.");
}
