using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of real symmetric matrices.</summary>
/// <remarks>
/// <para>
/// The matrix is reduced to tridiagonal form by blocked Householder reflections, by way of a band if it is large and the eigenvalues are all that is asked for,
/// and diagonalised by divide and conquer. The computed values are the exact ones of a matrix within a modest multiple of <c>u ||A||</c> of A (<c>u = 2^-53</c>): their absolute
/// error is of that size, tiny eigenvalues beside large ones are not relatively accurate, and those of a semidefinite matrix may come
/// out slightly negative.
/// </para>
/// <para>
/// Only the lower triangle is read. Results repeat bit by bit on one machine whatever the number of threads. <see cref="Values"/> returns the bits that
/// <see cref="Decompose"/> returns of matrices below 640 rows, and values as accurate of larger ones.
/// </para>
/// </remarks>
public static class SymmetricEigenproblem
{
    // A line of the cache of each row is filled before it is left.
    private const int RowsPerTask = 8;

    // Smaller matrices stay in the caches, and the direct reduction does not wait for memory. Vectors would have to be brought back through both stages.
    private const int BandColumns = 640;

    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <returns>The eigenvalues <c>[n]</c>, ascending.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="Errors.InputException">An element is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge, which is not known to happen for a finite matrix.</exception>
    public static double[] Values(Matrix matrix)
    {
        double largest = Guard(matrix);
        if (largest == 0)
        {
            return new double[matrix.Rows];
        }

        PowerOfTwoScale scale = new(largest);
        (double[] values, double[] offDiagonal) = Tridiagonalize(matrix, scale.Factor);
        DivideAndConquer.Diagonalize(values, offDiagonal, vectors: null);
        Array.Sort(values);
        scale.Undo(values);
        return values;
    }

    private static (double[] Diagonal, double[] OffDiagonal) Tridiagonalize(Matrix matrix, double scale)
    {
        if (matrix.Columns < BandColumns)
        {
            Tridiagonalization direct = new(matrix, scale);
            return (direct.Diagonal, direct.OffDiagonal);
        }

        double[] diagonal = new double[matrix.Columns];
        double[] offDiagonal = new double[matrix.Columns - 1];
        SymmetricBulgeChase.Reduce(SymmetricBandReduction.Reduce(matrix, scale), diagonal, offDiagonal);
        return (diagonal, offDiagonal);
    }

    /// <summary>Computes the eigenvalues and eigenvectors.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <returns>The eigenvalues, ascending, and orthonormal eigenvectors, in columns.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="Errors.InputException">An element is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge, which is not known to happen for a finite matrix.</exception>
    public static SymmetricEigendecomposition Decompose(Matrix matrix)
    {
        double largest = Guard(matrix);
        if (largest == 0)
        {
            return new(new double[matrix.Rows], Matrix.Identity(matrix.Rows));
        }

        PowerOfTwoScale scale = new(largest);
        Tridiagonalization tridiagonal = new(matrix, scale.Factor);
        double[] values = tridiagonal.Diagonal;
        Matrix vectors = new(values.Length, RowSpacing.StrideOf(values.Length));
        DivideAndConquer.Diagonalize(values, tridiagonal.OffDiagonal, vectors);
        tridiagonal.Transform(vectors);
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(values, order);
        scale.Undo(values);
        return new(values, InColumns(vectors, order));
    }

    /// <summary>Returns the rows of a matrix, which may be longer than there are rows, as columns in a given order.</summary>
    private static Matrix InColumns(Matrix rows, int[] order)
    {
        Matrix columns = new(order.Length, order.Length);
        Parallelism.For((columns.Rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            int end = Math.Min(columns.Rows, (task + 1) * RowsPerTask);
            for (int column = 0; column < order.Length; column++)
            {
                ReadOnlySpan<double> source = rows.Row(order[column]);
                for (int row = task * RowsPerTask; row < end; row++)
                {
                    columns.Data[((nint)row * order.Length) + column] = source[row];
                }
            }
        });
        return columns;
    }

    private static double Guard(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        matrix.RequireSquare();
        return matrix.RequireFinite(lowerOnly: true);
    }
}
