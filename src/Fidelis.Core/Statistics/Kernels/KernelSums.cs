namespace Fidelis.Statistics.Kernels;

/// <summary>What the estimators of the maximum mean discrepancy need of the kernel matrices of two sets, reference x and generated y.</summary>
/// <param name="ReferenceRows">Σ k(xᵢ, xⱼ) over j ≠ i, <c>[n₁]</c>.</param>
/// <param name="GeneratedRows">Σ k(yᵢ, yⱼ) over j ≠ i, <c>[n₂]</c>.</param>
/// <param name="ReferenceAcross">Σ k(xᵢ, yⱼ) over j, <c>[n₁]</c>.</param>
/// <param name="GeneratedAcross">Σ k(xᵢ, yⱼ) over i, <c>[n₂]</c>.</param>
/// <param name="Subsets">The sums within each subset, empty where there are none.</param>
internal sealed record KernelSums(
    double[] ReferenceRows,
    double[] GeneratedRows,
    double[] ReferenceAcross,
    double[] GeneratedAcross,
    SubsetSums[] Subsets)
{
    /// <summary>Gets Σ k(xᵢ, xᵢ).</summary>
    public required double ReferenceDiagonal { get; init; }

    /// <summary>Gets Σ k(yᵢ, yᵢ).</summary>
    public required double GeneratedDiagonal { get; init; }

    /// <summary>Gets Σ k(xᵢ, xⱼ)² over i ≠ j.</summary>
    public required double ReferenceSquares { get; init; }

    /// <summary>Gets Σ k(yᵢ, yⱼ)² over i ≠ j.</summary>
    public required double GeneratedSquares { get; init; }

    /// <summary>Gets Σ k(xᵢ, yⱼ)².</summary>
    public required double SquaresAcross { get; init; }

    /// <summary>Gets the sums over all images.</summary>
    public SubsetSums Whole => new(ReferenceRows.Sum(), GeneratedRows.Sum(), ReferenceAcross.Sum());
}
