using System.Globalization;
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
    /// <inheritdoc/>
    public string Id => "native";

    /// <inheritdoc/>
    public string Describe(InputShape input, Fit fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"decode to 8-bit RGB -> {(fit == Fit.Crop ? "crop the centre" : "squash")} to {input.Width}x{input.Height} by antialiased bicubic (Pillow, float32, clipped to 0..255) where the size differs -> x/127.5-1");

    /// <inheritdoc/>
    public void Write(PixelImage image, InputShape input, Fit fit, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (input.Channels != 3 || destination.Length != input.Height * input.Width * 3)
        {
            throw new ArgumentException($"A slot of [{input.Height}, {input.Width}, 3] was expected for {input}, but has {destination.Length} values.", nameof(destination));
        }

        PixelImage framed = fit == Fit.Crop ? CentreCrop.ToAspectRatio(image, input.Width, input.Height) : image;
        PillowBicubic.Resize(framed, input.Width, input.Height, destination);
        foreach (ref float value in destination)
        {
            value = (value / 127.5f) - 1f;
        }
    }
}
