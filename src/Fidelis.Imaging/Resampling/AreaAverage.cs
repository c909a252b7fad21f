namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Exact area averaging: an output sample is the mean of the part of the picture that it covers, where a source sample at the border
/// counts by the share of it that is covered.
/// </summary>
/// <remarks>
/// It is what TensorFlow's <c>ResizeArea</c> and OpenCV's <c>INTER_AREA</c> (for smaller pictures) compute. PyTorch's <c>area</c> is
/// adaptive average pooling instead, which counts every source sample that is touched as a whole; the two agree where the input is a whole
/// multiple of the output.
/// </remarks>
public sealed class AreaAverage : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "area";

    /// <inheritdoc/>
    public string Summary => "Mean of the area that is covered, partly covered samples by their share";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float64Sum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights)
    {
        // In units in which a source sample has the length `output` and an output sample the length `input`, all borders are whole numbers.
        long left = (long)q * input;
        long right = left + input;
        long start = left / output;
        for (long k = start; k * output < right; k++)
        {
            long covered = Math.Min((k + 1) * output, right) - Math.Max(k * output, left);
            weights.Add((double)covered / input);
        }

        return (int)start;
    }
}
