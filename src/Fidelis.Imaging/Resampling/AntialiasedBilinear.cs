namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Bilinear interpolation whose filter is stretched when the picture becomes smaller: PyTorch's
/// <c>interpolate(mode="bilinear", antialias=True)</c>, which torchmetrics resizes with.
/// </summary>
/// <remarks>
/// The rule is that of <see cref="PillowBilinear"/>, but positions, weights and sums are float32: with <c>s = input / output</c> and
/// <c>f = max(s, 1)</c>, the source samples k from <c>int(c - f + 1/2)</c> up to <c>int(c + f + 1/2)</c> around <c>c = s (q + 1/2)</c> have
/// the weights <c>1 - |(k - c + 1/2) / f|</c>, divided by their sum.
/// </remarks>
public sealed class AntialiasedBilinear : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "bilinear-antialias";

    /// <inheritdoc/>
    public string Summary => "Linear interpolation between pixel centres, antialiased, as in PyTorch";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float32FusedSum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights)
    {
        float scale = (float)input / output;
        float stretch = Math.Max(scale, 1);
        float center = scale * (q + 0.5f);
        int start = Math.Max((int)(center - stretch + 0.5f), 0);
        int end = Math.Min((int)(center + stretch + 0.5f), input);
        int first = weights.Count;
        float sum = 0;
        for (int k = start; k < end; k++)
        {
            float weight = Math.Max(1 - MathF.Abs((k - center + 0.5f) * (1 / stretch)), 0);
            weights.Add(weight);
            sum += weight;
        }

        for (int i = first; i < weights.Count; i++)
        {
            weights[i] = (float)weights[i] / sum;
        }

        return start;
    }
}
