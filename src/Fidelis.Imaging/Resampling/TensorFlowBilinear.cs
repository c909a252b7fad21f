namespace Fidelis.Imaging.Resampling;

/// <summary>
/// The bilinear interpolation of TensorFlow 1 (<c>resize_bilinear</c> with <c>align_corners=False</c>): output sample q is taken at
/// <c>q * input / output</c>, which moves the picture towards its upper left corner by up to half a pixel, and a smaller picture is aliased.
/// It stands before the original Inception network, and so in TTUR, torch-fidelity and all that compares itself with them.
/// </summary>
/// <remarks>Positions and weights are float32, as there: <c>src = q * scale</c>, <c>low = floor(src)</c>, <c>w = src - low</c>.</remarks>
public sealed class TensorFlowBilinear : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "tf1-bilinear";

    /// <inheritdoc/>
    public string Summary => "Linear interpolation at q * input / output, not antialiased, as in TensorFlow 1";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float32Interpolation;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights)
    {
        float scale = (float)input / output;
        float source = q * scale;
        int low = (int)source;
        float weight = source - low;
        weights.Add(1f - weight);
        weights.Add(weight);
        return low;
    }
}
