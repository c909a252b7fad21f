namespace Fidelis.Statistics.Kernels;

/// <summary>The sums of a kernel within a subset of each of two sets.</summary>
/// <param name="Reference">Σ k(xᵢ, xⱼ) over i ≠ j.</param>
/// <param name="Generated">Σ k(yᵢ, yⱼ) over i ≠ j.</param>
/// <param name="Across">Σ k(xᵢ, yⱼ).</param>
internal readonly record struct SubsetSums(double Reference, double Generated, double Across)
{
    /// <summary>Computes the unbiased estimate of the squared maximum mean discrepancy.</summary>
    /// <param name="referenceCount">The number of reference images, at least 2.</param>
    /// <param name="generatedCount">The number of generated images, at least 2.</param>
    /// <remarks>A. Gretton et al., A Kernel Two-Sample Test, JMLR 13, 2012, eq. 3.</remarks>
    public double Discrepancy(double referenceCount, double generatedCount) =>
        (Reference / (referenceCount * (referenceCount - 1)))
        + (Generated / (generatedCount * (generatedCount - 1)))
        - (2 * Across / (referenceCount * generatedCount));
}
