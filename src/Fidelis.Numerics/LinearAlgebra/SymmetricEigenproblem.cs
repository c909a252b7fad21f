using Fidelis.Numerics.LinearAlgebra.Reference;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of real symmetric matrices.</summary>
public static class SymmetricEigenproblem
{
    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>.</param>
    /// <returns>The eigenvalues <c>[n]</c>, ascending.</returns>
    public static double[] Values(Matrix matrix) => Decompose(matrix).Values;

    /// <summary>Computes the eigenvalues and eigenvectors.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>.</param>
    /// <returns>The eigenvalues, ascending, and the eigenvectors, in columns.</returns>
    public static SymmetricEigendecomposition Decompose(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        matrix.RequireSquare();
        _ = matrix.RequireFinite();
        (double[] values, Matrix vectors) = JacobiEigenvalues.Decompose(matrix);
        return new(values, vectors);
    }
}
