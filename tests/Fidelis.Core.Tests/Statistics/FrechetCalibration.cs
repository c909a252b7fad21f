using Fidelis.Metrics;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;

namespace Fidelis.Tests.Statistics;

/// <summary>How often the interval of FID covers the expected score, by simulation.</summary>
internal static class FrechetCalibration
{
    public static double[] Spectrum(string name, int dimension) => [.. Enumerable.Range(0, dimension).Select(i => name switch
    {
        "flat" => 1,
        "harmonic" => 1.0 / (i + 1),
        "exponential" => Math.Exp(-i / 8.0),
        _ => throw new ArgumentException(name),
    })];

    public static FrechetSample Sample(Matrix sample)
    {
        SampleRows rows = SampleRows.Of(sample);
        double[] mean = SampleMoments.Mean(rows);
        return new FrechetSample(rows, mean, CovarianceFactor.FromSample(rows, mean));
    }

    /// <summary>Draws pairs of samples; the mean of their scores stands for the expected one.</summary>
    /// <returns>The share of intervals that cover it, the mean score, its deviation, and the root mean square of the standard errors.</returns>
    public static (double Coverage, double Mean, double Deviation, double Error) Coverage(
        string spectrum, int dimension, int referenceCount, int generatedCount, double shift, double scale, int pairs)
    {
        double[] variances = Spectrum(spectrum, dimension);
        double[] scores = new double[pairs];
        double[] errors = new double[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            FrechetSample first = Sample(GaussianSamples.Draw(2 * pair, referenceCount, variances, 0, 1));
            FrechetSample second = Sample(GaussianSamples.Draw((2 * pair) + 1, generatedCount, variances, shift, scale));
            Matrix product = MatrixProduct.MultiplyTransposeRight(first.Factor.Rows, second.Factor.Rows);
            scores[pair] = FrechetDistance.Between(first.Mean, first.Factor, second.Mean, second.Factor, product).Value;
            errors[pair] = FrechetInfluence.Of(first, second, product).StandardError;
        }

        double mean = scores.Average();
        double covered = scores.Where((score, i) => ScoreInterval.OfSquaredDistance(score, errors[i]) is var (lower, upper) && lower <= mean && mean <= upper).Count();
        return (
            covered / pairs,
            mean,
            Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (pairs - 1)),
            Math.Sqrt(errors.Average(error => error * error)));
    }
}
