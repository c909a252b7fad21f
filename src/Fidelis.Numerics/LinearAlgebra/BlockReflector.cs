using System.Buffers;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Several Householder reflections as one: <c>H[k-1] ... H[1] H[0] = I - V^T T V</c>, so that they are applied by matrix products.
/// </summary>
/// <remarks>
/// The compact WY form of Schreiber and Van Loan, 1989, with the vectors in the rows of V. Multiplying the first p reflections by one
/// more from the left, <c>(I - tau v v^T)(I - V^T T V)</c>, appends the row <c>-tau (v^T V^T) T</c> with the diagonal element tau to
/// the lower triangular T.
/// </remarks>
internal sealed unsafe class BlockReflector
{
    private readonly Matrix triangle;

    /// <summary>Forms T.</summary>
    /// <param name="vectors">V <c>[k, m]</c>, zero where a reflection does not act.</param>
    /// <param name="factors">The tau of each reflection <c>[k]</c>.</param>
    internal BlockReflector(MatrixView vectors, ReadOnlySpan<double> factors)
    {
        int count = vectors.Rows;
        triangle = new(count, count);
        Matrix gram = new(count, count);
        fixed (double* t = triangle.Data, g = gram.Data)
        {
            BlockedProduct.Accumulate(1, vectors, vectors.Transposed, new(g, count, count), lowerOnly: true);
            for (int k = 0; k < count; k++)
            {
                double* row = t + (k * count);
                double* products = g + (k * count);
                VectorKernels.Scale(-factors[k], products, k);
                VectorKernels.AddScaledRows(products, t, count, k, row, k);
                row[k] = factors[k];
            }
        }
    }

    /// <summary>Multiplies a matrix by the reflections from the left, the first reflection first.</summary>
    /// <param name="vectors">V <c>[k, m]</c> that this was made from.</param>
    /// <param name="target">The matrix <c>[m, n]</c>, replaced by the product.</param>
    internal void Apply(MatrixView vectors, MatrixView target)
    {
        int count = vectors.Rows;
        int columns = target.Columns;
        double[] projected = Zeros(count * columns);
        double[] weighted = Zeros(count * columns);
        fixed (double* p = projected, w = weighted, t = triangle.Data)
        {
            BlockedProduct.Accumulate(1, vectors, target, new(p, count, columns), lowerOnly: false);
            BlockedProduct.Accumulate(1, new(t, count, count), new(p, count, columns), new(w, count, columns), lowerOnly: false);
            BlockedProduct.Accumulate(-1, vectors.Transposed, new(w, count, columns), target, lowerOnly: false);
        }

        ArrayPool<double>.Shared.Return(projected);
        ArrayPool<double>.Shared.Return(weighted);
    }

    /// <summary>Multiplies a matrix by the transposes of the reflections from the right, the first reflection first.</summary>
    /// <param name="vectors">V <c>[k, n]</c> that this was made from.</param>
    /// <param name="target">The matrix <c>[m, n]</c>, replaced by the product <c>A (I - V^T T^T V)</c>.</param>
    internal void ApplyFromRight(MatrixView vectors, MatrixView target)
    {
        int count = vectors.Rows;
        int rows = target.Rows;
        double[] projected = Zeros(rows * count);
        double[] weighted = Zeros(rows * count);
        fixed (double* p = projected, w = weighted, t = triangle.Data)
        {
            BlockedProduct.Accumulate(1, target, vectors.Transposed, new(p, rows, count), lowerOnly: false);
            BlockedProduct.Accumulate(1, new(p, rows, count), new MatrixView(t, count, count).Transposed, new(w, rows, count), lowerOnly: false);
            BlockedProduct.Accumulate(-1, new(w, rows, count), vectors, target, lowerOnly: false);
        }

        ArrayPool<double>.Shared.Return(projected);
        ArrayPool<double>.Shared.Return(weighted);
    }

    /// <summary>Multiplies T by a matrix.</summary>
    /// <param name="source">The matrix <c>[k, n]</c>.</param>
    /// <param name="destination">Receives the product <c>[k, n]</c>; its column stride is 1.</param>
    internal void Weigh(MatrixView source, MatrixView destination)
    {
        fixed (double* t = triangle.Data)
        {
            BlockedProduct.Multiply(new(t, triangle.Rows, triangle.Rows), source, destination);
        }
    }

    private static double[] Zeros(int count)
    {
        double[] zeros = ArrayPool<double>.Shared.Rent(count);
        zeros.AsSpan(0, count).Clear();
        return zeros;
    }
}
