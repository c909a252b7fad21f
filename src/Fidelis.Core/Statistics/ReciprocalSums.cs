using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>The matrix <c>1 / (λᵢ + λⱼ)</c> of positive numbers as a product of narrow factors.</summary>
/// <remarks>
/// Matrices of this form have singular values that fall geometrically (B. Beckermann, A. Townsend, On the singular values of matrices with displacement
/// structure, 2017): for eigenvalues over twelve orders of magnitude some fifty columns hold them to the last digits, however many the
/// eigenvalues are.
/// </remarks>
internal static class ReciprocalSums
{
    // Of the trace of λᵢλⱼ / (λᵢ + λⱼ). A form of weights zᵢ² / λᵢ, whose squares are 3 on average, is then right to some 1e-11 even where all errors meet.
    private const double Tolerance = 1e-14;

    /// <summary>Computes G with <c>GGᵀ = 1 / (λᵢ + λⱼ)</c>, so that <c>Σᵢⱼ wᵢwⱼ / (λᵢ + λⱼ) = ‖Gᵀw‖²</c>.</summary>
    /// <param name="values">The λ <c>[r]</c>, positive.</param>
    /// <returns>G <c>[r, k]</c>.</returns>
    /// <remarks>
    /// The Cholesky factorisation with pivots of <c>λᵢλⱼ / (λᵢ + λⱼ)</c>, in which every λ has the weight that its images give it, up to the column where
    /// what is left no longer counts.
    /// </remarks>
    public static Matrix RootOf(IReadOnlyList<double> values)
    {
        int count = values.Count;
        double[] left = [.. values.Select(value => value / 2)];
        double enough = Tolerance * left.Sum();
        List<double[]> columns = [];
        while (columns.Count < count && left.Sum() > enough)
        {
            int pivot = Array.IndexOf(left, left.Max());
            double root = Math.Sqrt(left[pivot]);
            double[] column = new double[count];
            for (int i = 0; i < count; i++)
            {
                double element = values[i] / (1 + (values[i] / values[pivot]));
                foreach (double[] earlier in columns)
                {
                    element -= earlier[i] * earlier[pivot];
                }

                column[i] = element / root;
                left[i] = Math.Max(left[i] - (column[i] * column[i]), 0);
            }

            left[pivot] = 0;
            columns.Add(column);
        }

        Matrix factor = new(count, columns.Count);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < columns.Count; j++)
            {
                factor[i, j] = columns[j][i] / values[i];
            }
        }

        return factor;
    }
}
