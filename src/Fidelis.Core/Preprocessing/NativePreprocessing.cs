using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;

namespace Fidelis.Preprocessing;

/// <summary>
/// The way of Fidelis's own networks: antialiased bicubic (Pillow's, in float32, clipped to [0, 255]) to the network's size where the
/// size differs, then <c>x / 127.5 - 1</c>.
/// </summary>
public sealed class NativePreprocessing : IPreprocessing
{
    private static readonly Resampler Bicubic = new(new PillowBicubic(), Overshoot.Clip);

    /// <inheritdoc/>
    public string Id => "native";

    /// <inheritdoc/>
    public string Describe(InputShape input, Fit fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(fit == Fit.Crop ? "crop the centre" : "squash")} to {input.Width}x{input.Height} by antialiased bicubic (Pillow, float32, clipped to 0..255) where the size differs -> x/127.5-1");

    /// <inheritdoc/>
    public void Write(PixelImage image, InputShape input, Fit fit, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (input.Channels != 3 || destination.Length != input.Height * input.Width * 3)
        {
            throw new ArgumentException($"A slot of [{input.Height}, {input.Width}, 3] was expected for {input}, but has {destination.Length} values.", nameof(destination));
        }

        PixelRegion part = fit == Fit.Crop ? CentreCrop.OfAspectRatio(image, input.Width, input.Height) : new PixelRegion(0, 0, image.Width, image.Height);
        Bicubic.Resize(image, part, input.Width, input.Height, destination);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(destination);
        foreach (ref Vector<float> values in vectors)
        {
            values = (values / Vector.Create(127.5f)) - Vector<float>.One;
        }

        foreach (ref float value in destination[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value / 127.5f) - 1f;
        }
    }
}
