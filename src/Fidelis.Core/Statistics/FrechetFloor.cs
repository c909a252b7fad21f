using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>
/// Predicts the FID that two samples of one and the same law get because they are finite: ½(1/n₁ + 1/n₂) C, to first order in 1/n.
/// </summary>
/// <remarks>
/// By the delta method, with eigenvalues λ of the law's covariance and centred principal coordinates z:
/// C = 2 Σ λᵢ + Σᵢⱼ (E[zᵢ²zⱼ²] - δᵢⱼ λᵢ²) / (λᵢ + λⱼ). For a Gaussian law the fourth moments are known, and
/// C = 2.5 Σ λᵢ + Σᵢⱼ λᵢλⱼ / (λᵢ + λⱼ). Rectified, clustered features are no Gaussians: there the second form is off by 0.7 to 1.5
/// times. The eigenvalues of a sample scatter about those of the law, which makes the first form too small, by a share of about d / (2 n) for flat
/// spectra; <see cref="ExtrapolatedCoefficient"/> takes most of that away.
/// </remarks>
public static class FrechetFloor
{
    /// <summary>Each half needs a covariance.</summary>
    private const int FewestToHalve = 4;

    /// <summary>Predicts the floor at two sample sizes.</summary>
    /// <param name="coefficient">C of the law.</param>
    /// <param name="referenceCount">The number of reference images.</param>
    /// <param name="generatedCount">The number of generated images.</param>
    /// <returns>½(1/n₁ + 1/n₂) C.</returns>
    public static double At(double coefficient, long referenceCount, long generatedCount) =>
        0.5 * ((1.0 / referenceCount) + (1.0 / generatedCount)) * coefficient;

    /// <summary>Computes C of a Gaussian law.</summary>
    /// <param name="spectrum">The eigenvalues of its covariance, positive.</param>
    /// <returns>C.</returns>
    public static double GaussianCoefficient(IReadOnlyList<double> spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        double[] values = [.. spectrum];
        double sum = 0;
        foreach (double value in values)
        {
            double ofRow = 2.5 * value;
            foreach (double other in values)
            {
                ofRow += value * other / (value + other);
            }

            sum += ofRow;
        }

        return sum;
    }

    /// <summary>
    /// Predicts the standard deviation of a single FID about the floor, for a Gaussian law:
    /// (1/n₁ + 1/n₂) √(2.5 Σ λᵢ² + Σᵢ≠ⱼ (λᵢλⱼ / (λᵢ + λⱼ))²), because the terms of the floor are then independent multiples of χ².
    /// </summary>
    /// <param name="spectrum">The eigenvalues of the covariance, positive.</param>
    /// <param name="referenceCount">The number of reference images.</param>
    /// <param name="generatedCount">The number of generated images.</param>
    /// <returns>The standard deviation.</returns>
    public static double Deviation(IReadOnlyList<double> spectrum, long referenceCount, long generatedCount)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        double[] values = [.. spectrum];
        double variance = 0;
        foreach (double value in values)
        {
            // The double sum holds the diagonal as (λ / 2)², which the first term leaves to it.
            double ofRow = 2.25 * value * value;
            foreach (double other in values)
            {
                double half = value * other / (value + other);
                ofRow += half * half;
            }

            variance += ofRow;
        }

        return ((1.0 / referenceCount) + (1.0 / generatedCount)) * Math.Sqrt(variance);
    }

    /// <summary>Predicts where 95 % of the FIDs of two independent samples of the same law lie.</summary>
    /// <param name="floor">Their mean, positive.</param>
    /// <param name="deviation">Their standard deviation, positive.</param>
    /// <returns>The quantiles 0.025 and 0.975.</returns>
    /// <remarks>
    /// A sum of multiples of χ² is taken as one multiple of a χ² of the same mean and deviation (F. E. Satterthwaite, An approximate
    /// distribution of estimates of variance components, 1946), with the quantiles of E. B. Wilson and M. M. Hilferty, The distribution
    /// of chi-square, 1931.
    /// </remarks>
    public static (double Lower, double Upper) Range(double floor, double deviation)
    {
        const double NormalQuantile = 1.959963984540054;
        double freedom = 2 * (floor / deviation) * (floor / deviation);
        double spread = 2 / (9 * freedom);
        return (At(-NormalQuantile), At(NormalQuantile));

        double At(double normal) => floor * Math.Pow(Math.Max(1 - spread + (normal * Math.Sqrt(spread)), 0), 3);
    }

    /// <summary>Computes C of the law of a sample from the fourth moments of the sample and of its halves.</summary>
    /// <remarks>
    /// What a sample of n finds is too small by b / n to first order, and what its halves find by twice that: twice the first less the
    /// second is free of it (M. H. Quenouille, Notes on bias in estimation, 1956).
    /// </remarks>
    internal static double ExtrapolatedCoefficient(SampleRows sample, double[] mean, CovarianceFactor factor)
    {
        double whole = MomentCoefficient(sample, mean, factor);
        if (sample.Count < FewestToHalve)
        {
            return whole;
        }

        (SampleRows first, SampleRows second) = sample.Halve();
        double halves = (MomentCoefficient(first) + MomentCoefficient(second)) / 2;

        // A few images far from all others can set the halves against the whole; the line is then not followed far.
        return Math.Max((2 * whole) - halves, whole / 2);
    }

    /// <summary>Computes C of the law of a sample from the fourth moments of the sample.</summary>
    internal static double MomentCoefficient(SampleRows sample, double[] mean, CovarianceFactor factor)
    {
        IReadOnlyList<double> spectrum = factor.Spectrum;
        int rank = spectrum.Count;
        if (rank == 0)
        {
            return 0;
        }

        // Σᵢⱼ zᵢ²zⱼ² / (λᵢ + λⱼ) of one image, as the squared length of a few combinations of its zᵢ².
        Matrix root = ReciprocalSums.RootOf(spectrum);
        double moments = 0;
        foreach (Matrix coordinates in factor.PrincipalCoordinates(sample, mean))
        {
            Square(coordinates);
            Matrix combinations = MatrixProduct.Multiply(coordinates, root);
            Square(combinations);
            moments += combinations.Data.Sum();
        }

        return (1.5 * spectrum.Sum()) + (moments / sample.Count);
    }

    private static void Square(Matrix values)
    {
        foreach (ref double value in values.Data.AsSpan())
        {
            value *= value;
        }
    }

    private static double MomentCoefficient(SampleRows sample)
    {
        double[] mean = SampleMoments.Mean(sample);
        return MomentCoefficient(sample, mean, CovarianceFactor.FromSample(sample, mean));
    }
}
