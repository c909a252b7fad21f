using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Resampling;

/// <summary>The definition of <see cref="Resampler"/> in plain loops over the whole picture; the fast path is tested against it.</summary>
internal static class PlainResampler
{
    /// <summary>Resizes a picture and keeps what lies outside [0, 255].</summary>
    /// <param name="kernel">The rule.</param>
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <returns>Values <c>[height, width, 3]</c>.</returns>
    public static float[] Resize(IResamplingKernel kernel, FloatImage source, int width, int height)
    {
        float[] across = Pass(kernel, source.Values, source.Height, source.Width, 1, width);
        return Pass(kernel, across, 1, source.Height, width, height);
    }

    // Resamples the middle axis of [outer, input, inner, 3].
    private static float[] Pass(IResamplingKernel kernel, float[] source, int outer, int input, int inner, int output)
    {
        if (input == output)
        {
            return source;
        }

        int line = inner * FloatImage.Channels;
        float[] result = new float[outer * output * line];
        for (int q = 0; q < output; q++)
        {
            List<double> weights = [];
            int start = kernel.Weigh(input, output, q, weights);
            for (int o = 0; o < outer; o++)
            {
                for (int i = 0; i < line; i++)
                {
                    float[] samples = [.. Enumerable.Range(start, weights.Count).Select(k => source[(((o * input) + Math.Min(k, input - 1)) * line) + i])];
                    result[(((o * output) + q) * line) + i] = Combine(kernel.Arithmetic, samples, weights);
                }
            }
        }

        return result;
    }

    private static float Combine(ResamplingArithmetic arithmetic, float[] samples, List<double> weights)
    {
        double sum = 0;
        float singleSum = 0;
        for (int k = 0; k < samples.Length; k++)
        {
            int last = samples.Length - 1 - k;
            sum += samples[k] * weights[k];
            singleSum = arithmetic switch
            {
                ResamplingArithmetic.Float32FusedSum => MathF.FusedMultiplyAdd(samples[k], (float)weights[k], singleSum),
                ResamplingArithmetic.Float32FusedSumFromLast => MathF.FusedMultiplyAdd(samples[last], (float)weights[last], singleSum),
                ResamplingArithmetic.Float32Interpolation when k > 0 => singleSum + ((samples[k] - singleSum) * (float)weights[k]),
                _ => samples[k],
            };
        }

        return arithmetic == ResamplingArithmetic.Float64Sum ? (float)sum : singleSum;
    }
}
