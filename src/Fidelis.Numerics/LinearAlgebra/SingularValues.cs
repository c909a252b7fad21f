namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Singular values of real matrices.</summary>
/// <remarks>
/// <para>
/// The matrix, or its transpose where that is taller, is reduced to bidiagonal form by blocked Householder reflections, by way of its
/// triangle R if it is much taller than wide and of a band if it is large, and bisection with Newton's steps finds the values. The squares of the matrix
/// never appear: the computed values are the exact ones of a matrix within a modest multiple of <c>u ||A||</c> of A
/// (<c>u = 2^-53</c>), while a detour over <c>A^T A</c> would lose every value below <c>1e-8 ||A||</c>.
/// </para>
/// <para>Results repeat bit by bit on one machine whatever the number of threads.</para>
/// </remarks>
public static class SingularValues
{
    // From here on the work that the triangle saves is more than what it costs (Chan, "An improved algorithm for computing the singular
    // value decomposition", ACM Trans. Math. Softw. 8, 1982).
    private const double TallRatio = 5.0 / 3;

    // Smaller matrices stay in the caches, and the direct reduction does not wait for memory.
    private const int BandColumns = 384;

    /// <summary>Computes the singular values.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>.</param>
    /// <returns>The <c>min(m, n)</c> singular values, descending.</returns>
    /// <exception cref="Errors.InputException">An element is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge, which is not known to happen for a finite matrix.</exception>
    public static double[] Compute(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double largest = matrix.RequireFinite(lowerOnly: false);
        if (largest == 0)
        {
            return new double[Math.Min(matrix.Rows, matrix.Columns)];
        }

        PowerOfTwoScale scale = new(largest);
        double factor = scale.Factor;
        Matrix work = matrix.Rows < matrix.Columns ? matrix.Transpose() : matrix;
        if (work.Rows >= TallRatio * work.Columns)
        {
            work = UpperTriangle.Reduce(Scaled(work, factor));
            factor = 1;
        }

        (double[] diagonal, double[] offDiagonal) = Bidiagonalize(work, factor);
        double[] values = BidiagonalBisection.Values(diagonal, offDiagonal);
        Array.Sort(values);
        Array.Reverse(values);
        scale.Undo(values);
        return values;
    }

    private static unsafe Matrix Scaled(Matrix matrix, double factor)
    {
        Matrix scaled = matrix.Copy();
        fixed (double* data = scaled.Data)
        {
            VectorKernels.Scale(factor, data, scaled.Data.Length);
        }

        return scaled;
    }

    private static (double[] Diagonal, double[] OffDiagonal) Bidiagonalize(Matrix work, double factor)
    {
        if (work.Columns < BandColumns)
        {
            Bidiagonalization direct = new(Scaled(work, factor));
            return (direct.Diagonal, direct.OffDiagonal);
        }

        double[] diagonal = new double[work.Columns];
        double[] offDiagonal = new double[work.Columns - 1];
        BulgeChase.Reduce(BandReduction.Reduce(work, factor), diagonal, offDiagonal);
        return (diagonal, offDiagonal);
    }

    /// <summary>Computes the nuclear norm: the sum of the singular values.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>.</param>
    /// <returns>The nuclear norm, 0 for a matrix without elements.</returns>
    /// <exception cref="Errors.InputException">An element is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge, which is not known to happen for a finite matrix.</exception>
    public static double NuclearNorm(Matrix matrix)
    {
        // The small values first, so that they are not lost beside the large ones.
        double[] values = Compute(matrix);
        double sum = 0;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            sum += values[i];
        }

        return sum;
    }
}
