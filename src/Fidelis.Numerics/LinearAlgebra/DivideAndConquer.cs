using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Diagonalises a symmetric tridiagonal matrix by halves.</summary>
/// <remarks>
/// J. J. M. Cuppen, A divide and conquer method for the symmetric tridiagonal eigenproblem, 1981. Without the element between them the halves are two problems
/// of their own; <see cref="RankOneUpdate"/> joins their solutions. Nearly all work on the vectors is matrix products, and the more eigenvalues the halves share the
/// less there is of it.
/// </remarks>
internal static class DivideAndConquer
{
    // Below this size the QL iteration is faster.
    private const int LeafSize = 32;

    // Below this size waking another thread costs more than it saves.
    private const int SerialSize = 256;

    /// <summary>Diagonalises.</summary>
    /// <param name="diagonal">The diagonal <c>[n]</c>, near 1 in magnitude at most; becomes the eigenvalues, in no order.</param>
    /// <param name="offDiagonal">The elements beside it <c>[n - 1]</c>; destroyed.</param>
    /// <param name="vectors">Zeros <c>[n, n or more]</c>, whose rows become the eigenvectors, or null if eigenvalues are enough; these are the same to the last bit.</param>
    internal static void Diagonalize(double[] diagonal, double[] offDiagonal, Matrix? vectors)
    {
        Cut(diagonal, offDiagonal, 0, diagonal.Length);
        Solve(new EigenvectorRows(diagonal, vectors), offDiagonal, 0, diagonal.Length);
    }

    private static void Cut(double[] diagonal, double[] offDiagonal, int start, int end)
    {
        if (end - start <= LeafSize)
        {
            return;
        }

        int middle = Middle(start, end);
        double between = Math.Abs(offDiagonal[middle - 1]);
        diagonal[middle - 1] -= between;
        diagonal[middle] -= between;
        Cut(diagonal, offDiagonal, start, middle);
        Cut(diagonal, offDiagonal, middle, end);
    }

    private static void Solve(EigenvectorRows rows, double[] offDiagonal, int start, int end)
    {
        if (end - start <= LeafSize)
        {
            SolveLeaf(rows, offDiagonal, start, end);
            return;
        }

        int middle = Middle(start, end);
        if (end - start <= SerialSize)
        {
            Solve(rows, offDiagonal, start, middle);
            Solve(rows, offDiagonal, middle, end);
        }
        else
        {
            Parallelism.Invoke(() => Solve(rows, offDiagonal, start, middle), () => Solve(rows, offDiagonal, middle, end));
        }

        RankOneUpdate.Join(rows, start, middle, end, offDiagonal[middle - 1]);
    }

    private static void SolveLeaf(EigenvectorRows rows, double[] offDiagonal, int start, int end)
    {
        double[] values = rows.Values[start..end];
        Matrix vectors = Matrix.Identity(values.Length);
        TridiagonalQl.Diagonalize(values, offDiagonal[start..Math.Max(start, end - 1)], new RotatedRows(vectors));
        values.CopyTo(rows.Values, start);
        rows.Set(start, vectors);
    }

    private static int Middle(int start, int end) => start + ((end - start) / 2);
}
