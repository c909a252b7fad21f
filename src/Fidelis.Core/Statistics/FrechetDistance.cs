using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>The squared Fréchet distance of two Gaussians, ‖μ₁ - μ₂‖² + tr Σ₁ + tr Σ₂ - 2 tr(Σ₁Σ₂)^½, by the factors of their covariances.</summary>
/// <remarks>D. C. Dowson, B. V. Landau, The Fréchet distance between multivariate normal distributions, 1982, eq. 4.</remarks>
/// <param name="MeanTerm">‖μ₁ - μ₂‖².</param>
/// <param name="CovarianceTerm">tr Σ₁ + tr Σ₂ - 2 tr(Σ₁Σ₂)^½; zero up to rounding for equal covariances, of either sign.</param>
public readonly record struct FrechetDistance(double MeanTerm, double CovarianceTerm)
{
    /// <summary>Gets the squared distance, which is not negative: what rounding takes from equal covariances beyond the mean term is left out.</summary>
    public double Value => Math.Max(MeanTerm + CovarianceTerm, 0);

    /// <summary>Computes the distance.</summary>
    /// <param name="referenceMean">The mean μ₁ <c>[d]</c>.</param>
    /// <param name="reference">The factor of Σ₁.</param>
    /// <param name="generatedMean">The mean μ₂ <c>[d]</c>.</param>
    /// <param name="generated">The factor of Σ₂.</param>
    /// <returns>The two terms.</returns>
    public static FrechetDistance Between(double[] referenceMean, CovarianceFactor reference, double[] generatedMean, CovarianceFactor generated)
    {
        ArgumentNullException.ThrowIfNull(referenceMean);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generatedMean);
        ArgumentNullException.ThrowIfNull(generated);
        return Between(referenceMean, reference, generatedMean, generated, reference.ProductWith(generated));
    }

    /// <summary>Computes the distance of the same samples by covariances of denominator n where these have n - 1.</summary>
    /// <param name="referenceTrace">tr Σ₁.</param>
    /// <param name="referenceCount">n₁, at least 1.</param>
    /// <param name="generatedTrace">tr Σ₂.</param>
    /// <param name="generatedCount">n₂, at least 1.</param>
    /// <remarks>
    /// With cᵢ = (nᵢ - 1) / nᵢ it is c₁ tr Σ₁ + c₂ tr Σ₂ - 2 √(c₁c₂) tr(Σ₁Σ₂)^½, written so that for equal n nothing is added to the covariance term that would
    /// have to cancel.
    /// </remarks>
    internal FrechetDistance WithPopulationCovariances(double referenceTrace, double referenceCount, double generatedTrace, double generatedCount)
    {
        double reference = Math.Sqrt((referenceCount - 1) / referenceCount);
        double generated = Math.Sqrt((generatedCount - 1) / generatedCount);
        return this with
        {
            CovarianceTerm = (reference * generated * CovarianceTerm) + ((reference - generated) * ((reference * referenceTrace) - (generated * generatedTrace))),
        };
    }

    /// <summary>Computes the distance from the product R₁R₂ᵀ of the factors, for whoever needs that as well.</summary>
    internal static FrechetDistance Between(
        double[] referenceMean, CovarianceFactor reference, double[] generatedMean, CovarianceFactor generated, Matrix product)
    {
        double meanTerm = 0;
        for (int i = 0; i < referenceMean.Length; i++)
        {
            double difference = referenceMean[i] - generatedMean[i];
            meanTerm += difference * difference;
        }

        return new FrechetDistance(meanTerm, reference.Trace + generated.Trace - (2 * SingularValues.NuclearNorm(product)));
    }
}
