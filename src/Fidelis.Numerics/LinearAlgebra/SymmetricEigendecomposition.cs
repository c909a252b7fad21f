namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix: <c>A = V diag(w) V^T</c>.</summary>
/// <param name="Values">The eigenvalues w <c>[n]</c>, ascending.</param>
/// <param name="Vectors">The orthonormal eigenvectors V <c>[n, n]</c>: column j belongs to value j; its sign is arbitrary.</param>
public sealed record SymmetricEigendecomposition(double[] Values, Matrix Vectors);
