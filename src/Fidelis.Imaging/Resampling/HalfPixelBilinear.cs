namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Bilinear interpolation between pixel centres without antialiasing: PyTorch's
/// <c>interpolate(mode="bilinear", align_corners=False)</c>, which pytorch-fid resizes with. A smaller picture is aliased.
/// </summary>
/// <remarks>
/// <c>src = max(scale (q + 1/2) - 1/2, 0)</c> with a float32 scale and a float64 position; the weights <c>1 - w</c> and
/// <c>w = src - floor(src)</c> are float32.
/// </remarks>
public sealed class HalfPixelBilinear : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "bilinear";

    /// <inheritdoc/>
    public string Summary => "Linear interpolation between pixel centres, not antialiased, as in PyTorch";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float32FusedSumFromLast;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights)
    {
        float scale = (float)input / output;
        double source = Math.Max((scale * (q + 0.5)) - 0.5, 0);
        int low = (int)source;
        float weight = (float)(source - low);
        weights.Add(1f - weight);
        weights.Add(weight);
        return low;
    }
}
