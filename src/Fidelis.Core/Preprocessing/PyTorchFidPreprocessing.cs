using System.Buffers;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of pytorch-fid: <c>x / 255</c>, then bilinear interpolation as in PyTorch, which is not antialiased, then <c>2 x - 1</c>.
/// </summary>
/// <remarks>
/// The division comes first, as there: it rounds every level to float32, and interpolation mixes the rounded values. The other order gives other
/// digits for 44 % of the values of a picture that grows from 64 to 299 pixels, off by up to 3.6e-7, three roundings of a value near 1.
/// </remarks>
public sealed class PyTorchFidPreprocessing() : ResizingPreprocessing(
    "pytorch-fid", new Resampler(new HalfPixelBilinear(), Overshoot.Keep), "bilinear (PyTorch, float32, not antialiased)", 0.5f, "2x-1")
{
    private static readonly float[] Shares = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <inheritdoc/>
    public override string Describe(InputShape input, Fit fit) => $"x/255 -> {base.Describe(input, fit)}";

    /// <inheritdoc/>
    private protected override void Resize(PixelImage image, PixelRegion part, InputShape input, Span<float> destination)
    {
        float[] shares = ArrayPool<float>.Shared.Rent(image.Rgb.Length);
        for (int i = 0; i < image.Rgb.Length; i++)
        {
            shares[i] = Shares[image.Rgb[i]];
        }

        Resampler.Resize(shares.AsSpan(0, image.Rgb.Length), image.Width, image.Height, part, input.Width, input.Height, destination);
        ArrayPool<float>.Shared.Return(shares);
    }
}
