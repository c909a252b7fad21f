using System.Globalization;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;

namespace Fidelis.Preprocessing;

/// <summary>
/// What all protocols do: choose the part of the picture, resize it by one kernel where its size is not the network's, and scale the
/// values. A protocol says by which kernel and how.
/// </summary>
public abstract class ResizingPreprocessing : IPreprocessing
{
    private readonly string resizing;
    private readonly PixelScaling scaling;

    /// <summary>Initializes a protocol.</summary>
    /// <param name="id">The name on the command line.</param>
    /// <param name="resampler">The kernel, and what becomes of values beyond the levels.</param>
    /// <param name="resizing">The kernel as the description names it.</param>
    /// <param name="unit">What values are divided by before 1 is subtracted.</param>
    /// <param name="scaling">The same as the peer writes it.</param>
    private protected ResizingPreprocessing(string id, Resampler resampler, string resizing, float unit, string scaling)
        : this(id, resampler, resizing, new UnitScaling(unit, scaling))
    {
    }

    /// <summary>Initializes a protocol.</summary>
    /// <param name="id">The name on the command line.</param>
    /// <param name="resampler">The kernel, and what becomes of values beyond the levels.</param>
    /// <param name="resizing">The kernel as the description names it.</param>
    /// <param name="scaling">How levels become the network's values.</param>
    private protected ResizingPreprocessing(string id, Resampler resampler, string resizing, PixelScaling scaling)
    {
        Id = id;
        Resampler = resampler;
        this.resizing = resizing;
        this.scaling = scaling;
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>Gets what resizes.</summary>
    private protected Resampler Resampler { get; }

    /// <inheritdoc/>
    public virtual string Describe(InputShape input, Fit fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(fit == Fit.Crop ? "crop the centre" : "squash")} to {input.Width}x{input.Height} by {resizing} where the size differs -> {scaling.Text}");

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
        scaling.Apply(destination);
    }

    /// <summary>Writes the values that are scaled afterwards.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="destination">The slot <c>[height, width, 3]</c>.</param>
    private protected virtual void Resize(PixelImage image, PixelRegion part, InputShape input, Span<float> destination) =>
        Resampler.Resize(image, part, input.Width, input.Height, destination);
}
