using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;

namespace Fidelis.Preprocessing;

/// <summary>
/// What all protocols do: choose the part of the picture, resize it by one kernel where its size is not the network's, and scale the
/// values to <c>x / unit - 1</c>. A protocol says by which kernel and which unit.
/// </summary>
/// <remarks>
/// The three scalings of the field are this one, digit by digit: <c>(x - 128) / 128</c> and <c>2 x - 1</c> differ from <c>x / 128 - 1</c> and
/// <c>x / 0.5 - 1</c> by powers of two alone, which float32 multiplies by without rounding, so that the one rounding of the difference is the same.
/// </remarks>
public abstract class ResizingPreprocessing : IPreprocessing
{
    private readonly string resizing;
    private readonly float unit;
    private readonly string scaling;

    /// <summary>Initializes a protocol.</summary>
    /// <param name="id">The name on the command line.</param>
    /// <param name="resampler">The kernel, and what becomes of values beyond the levels.</param>
    /// <param name="resizing">The kernel as the description names it.</param>
    /// <param name="unit">What values are divided by before 1 is subtracted.</param>
    /// <param name="scaling">The same as the peer writes it.</param>
    private protected ResizingPreprocessing(string id, Resampler resampler, string resizing, float unit, string scaling)
    {
        Id = id;
        Resampler = resampler;
        this.resizing = resizing;
        this.unit = unit;
        this.scaling = scaling;
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>Gets what resizes.</summary>
    private protected Resampler Resampler { get; }

    /// <inheritdoc/>
    public virtual string Describe(InputShape input, Fit fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(fit == Fit.Crop ? "crop the centre" : "squash")} to {input.Width}x{input.Height} by {resizing} where the size differs -> {scaling}");

    /// <inheritdoc/>
    public void Write(PixelImage image, InputShape input, Fit fit, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (input.Channels != 3 || destination.Length != input.Height * input.Width * 3)
        {
            throw new ArgumentException($"A slot of [{input.Height}, {input.Width}, 3] was expected for {input}, but has {destination.Length} values.", nameof(destination));
        }

        PixelRegion part = fit == Fit.Crop ? CentreCrop.OfAspectRatio(image, input.Width, input.Height) : new PixelRegion(0, 0, image.Width, image.Height);
        Resize(image, part, input, destination);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(destination);
        foreach (ref Vector<float> values in vectors)
        {
            values = (values / unit) - Vector<float>.One;
        }

        foreach (ref float value in destination[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value / unit) - 1f;
        }
    }

    /// <summary>Writes the values that are scaled afterwards.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="destination">The slot <c>[height, width, 3]</c>.</param>
    private protected virtual void Resize(PixelImage image, PixelRegion part, InputShape input, Span<float> destination) =>
        Resampler.Resize(image, part, input.Width, input.Height, destination);
}
