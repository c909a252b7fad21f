using System.Globalization;
using Fidelis.Imaging.Drawing.Cells;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>
/// Draws white blood cells as a microscope shows them in a stained smear: procedural pictures ("phantoms") whose class is known.
/// They are no substitute for real cells; they let a network learn something, and a metric be tested, where no data may travel.
/// </summary>
public static class PhantomPainter
{
    /// <summary>The smallest picture that still shows a cell, in pixels.</summary>
    public const int SmallestSize = 16;

    /// <summary>The largest picture, in pixels.</summary>
    public const int LargestSize = 4096;

    /// <summary>Gets the classes in ordinal order.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. CellCatalog.All.Select(cell => cell.Name)];

    /// <summary>Gets what the cells of a class look like.</summary>
    /// <param name="className">One of <see cref="Classes"/>.</param>
    /// <returns>A few words.</returns>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public static string Describe(string className) => Find(className).Summary;

    /// <summary>Draws one cell.</summary>
    /// <param name="className">One of <see cref="Classes"/>.</param>
    /// <param name="index">Which cell of this class: with the class and the seed it decides everything but the size.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="size">Columns and rows, <see cref="SmallestSize"/> to <see cref="LargestSize"/>.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">There is no such class, or the index or the size is out of range.</exception>
    public static PixelImage Paint(string className, int index, ulong seed, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestSize);
        ICellClass cell = Find(className);
        Xoshiro256 random = new Xoshiro256(seed).Split(string.Create(CultureInfo.InvariantCulture, $"phantom/{className}/{index}"));
        Canvas canvas = new(size);
        CellBody body = cell.CreateBody(random);
        Smear.Paint(canvas, body, random);
        cell.Paint(canvas, body, random);
        Photograph(canvas.Image, random);
        return canvas.Image.ToPixels();
    }

    // Stain and lamp, lens, sensor, in the order of the light.
    private static void Photograph(FloatImage image, Xoshiro256 random)
    {
        // What a stain lets through is a power of its amount (Beer and Lambert), and each channel sees it a little differently.
        // The lamp shows in what nothing has stained.
        Color ground = Smear.Ground;
        double[] white = [ground.Red, ground.Green, ground.Blue];
        double amount = Math.Exp(0.14 * random.NextGaussian());
        double[] power = [amount * Math.Exp(0.05 * random.NextGaussian()), amount * Math.Exp(0.04 * random.NextGaussian()), amount * Math.Exp(0.05 * random.NextGaussian())];
        double[] lamp = [white[0] - random.Between(-1, 5), white[1] - random.Between(-3, 7), white[2] - random.Between(-6, 8)];
        for (int i = 0; i < image.Values.Length; i++)
        {
            int channel = i % FloatImage.Channels;
            image.Values[i] = (float)(lamp[channel] * Math.Pow(Math.Max(image.Values[i] / white[channel], 1e-3), power[channel]));
        }

        // A lens blurs by a share of the picture's width, a sensor adds noise to each pixel.
        image.Blur(random.Between(0.004f, 0.008f) * image.Width);
        double noise = random.Between(1, 2.5f);
        for (int i = 0; i < image.Values.Length; i++)
        {
            image.Values[i] += (float)(noise * random.NextGaussian());
        }
    }

    private static ICellClass Find(string className) =>
        CellCatalog.All.FirstOrDefault(cell => cell.Name == className)
        ?? throw new ArgumentException($"The class must be one of {string.Join(", ", Classes)}, but was '{className}'.", nameof(className));
}
