using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>Mean and covariance of a sample in float64: two passes, so that a large mean costs the covariance no digits.</summary>
internal static class SampleMoments
{
    /// <summary>Computes the mean <c>[d]</c>.</summary>
    /// <exception cref="InputException">There are fewer than two rows, which have no covariance, or a value is not finite.</exception>
    public static double[] Mean(SampleRows sample)
    {
        if (sample.Count < 2)
        {
            throw new InputException($"A covariance needs at least 2 images, but there {(sample.Count == 1 ? "is 1" : $"are {sample.Count}")}.");
        }

        double[] mean = new double[sample.Dimension];
        double[] blockSum = new double[sample.Dimension];
        foreach (Matrix block in sample.Blocks())
        {
            Array.Clear(blockSum);
            for (int i = 0; i < block.Rows; i++)
            {
                Span<double> row = block.Row(i);
                for (int j = 0; j < blockSum.Length; j++)
                {
                    blockSum[j] += row[j];
                }
            }

            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] += blockSum[j];
            }
        }

        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] /= sample.Count;

            // Sums of finite float32 cannot overflow float64: a bad feature is the only cause.
            if (!double.IsFinite(mean[j]))
            {
                throw new InputException($"Features must be finite numbers, but feature {j} of some image is not: the network has damaged weights, or the file is damaged.");
            }
        }

        return mean;
    }

    /// <summary>Computes the covariance <c>[d, d]</c> with denominator n - 1.</summary>
    public static Matrix Covariance(SampleRows sample, double[] mean)
    {
        Matrix covariance = MatrixProduct.SumOfSymmetricProducts(sample.Dimension, sample.CentredBlocks(mean));
        foreach (ref double value in covariance.Data.AsSpan())
        {
            value /= sample.Count - 1;
        }

        return covariance;
    }
}
