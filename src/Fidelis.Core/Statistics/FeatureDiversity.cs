using Fidelis.Features;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>The effective number of different images among n: the exponential of an entropy of the eigenvalues of their similarities.</summary>
/// <remarks>
/// <para>
/// With features u of length 1 the similarities are cosines, and K / n = UUᵀ / n has the eigenvalues λ of S = UᵀU / n, which sum to 1. Of
/// the two the smaller is decomposed. The Rényi entropy of order q is ln Σ λ^q / (1 - q), in the limit q = 1 Shannon's - Σ λ ln λ, and for
/// q = ∞ - ln λ_max.
/// </para>
/// <para>
/// S is a mean over images, so that image u moves the entropy by q / (1 - q) · (uᵀ S^(q-1) u / tr S^q - 1), in the limits by
/// - uᵀ ln S u - H and 1 - (uᵀv)² / λ_max: the influence function, whose deviation gives the standard error.
/// </para>
/// </remarks>
/// <param name="Value">exp H, from 1 to n.</param>
/// <param name="StandardError">Its standard error, from the influence of every image.</param>
/// <param name="Rank">The number of eigenvalues above rounding.</param>
internal readonly record struct FeatureDiversity(double Value, double StandardError, int Rank)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Computes the diversity of features none of which are all zero.</summary>
    /// <param name="features">The features <c>[n, d]</c>, n at least 2.</param>
    /// <param name="order">The order q, positive; 1 and infinity are taken in the limit.</param>
    public static FeatureDiversity Of(FeatureMatrix features, double order)
    {
        SampleRows rows = SampleRows.Of(features);
        bool dual = rows.Count <= rows.Dimension;
        SymmetricEigendecomposition eigen = SymmetricEigenproblem.Decompose(dual ? BetweenImages(rows) : BetweenFeatures(rows));
        double[] values = eigen.Values;
        double threshold = Math.Max(rows.Count, rows.Dimension) * Epsilon * values[^1];
        int first = Array.FindIndex(values, value => value > threshold);
        double[] weights = new double[values.Length];
        double entropy = Entropy(values, first, order, weights);
        double[] influences = new double[rows.Count];
        int index = 0;
        foreach (Matrix coordinates in Coordinates(rows, eigen, dual))
        {
            for (int i = 0; i < coordinates.Rows; i++)
            {
                double influence = 0;
                ReadOnlySpan<double> row = coordinates.Row(i);
                for (int k = first; k < row.Length; k++)
                {
                    influence += weights[k] * row[k] * row[k];
                }

                influences[index++] = influence;
            }
        }

        double value = Math.Exp(entropy);
        return new FeatureDiversity(value, value * Math.Sqrt(InfluenceVariance.OfMean(influences)), values.Length - first);
    }

    /// <summary>Computes UUᵀ / n <c>[n, n]</c>.</summary>
    private static Matrix BetweenImages(SampleRows rows)
    {
        Matrix directions = new(checked((int)rows.Count), rows.Dimension);
        int first = 0;
        foreach (Matrix block in rows.Directions())
        {
            block.Data.CopyTo(directions.Data, first * rows.Dimension);
            first += block.Rows;
        }

        return Divide(MatrixProduct.MultiplyTransposeRight(directions, directions), rows.Count);
    }

    /// <summary>Computes UᵀU / n <c>[d, d]</c>.</summary>
    private static Matrix BetweenFeatures(SampleRows rows)
    {
        Matrix sum = new(rows.Dimension, rows.Dimension);
        foreach (Matrix block in rows.Directions())
        {
            sum.Add(MatrixProduct.SymmetricProduct(block));
        }

        return Divide(sum, rows.Count);
    }

    private static Matrix Divide(Matrix matrix, double divisor)
    {
        foreach (ref double value in matrix.Data.AsSpan())
        {
            value /= divisor;
        }

        return matrix;
    }

    /// <summary>Computes the coordinates uᵀv of every image along the eigenvectors v of S, in blocks.</summary>
    private static IEnumerable<Matrix> Coordinates(SampleRows rows, SymmetricEigendecomposition eigen, bool dual)
    {
        if (!dual)
        {
            foreach (Matrix block in rows.Directions())
            {
                yield return MatrixProduct.Multiply(block, eigen.Vectors);
            }

            yield break;
        }

        // An eigenvector w of UUᵀ / n belongs to v = Uᵀw / √(nλ), and uᵢᵀv is √(nλ) wᵢ.
        Matrix coordinates = eigen.Vectors.Copy();
        for (int i = 0; i < coordinates.Rows; i++)
        {
            Span<double> row = coordinates.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                row[k] *= Math.Sqrt(rows.Count * Math.Max(eigen.Values[k], 0));
            }
        }

        yield return coordinates;
    }

    /// <summary>Computes the entropy, and the weights of the squared coordinates in the influence of an image, up to a constant.</summary>
    private static double Entropy(double[] values, int first, double order, double[] weights)
    {
        if (double.IsPositiveInfinity(order))
        {
            weights[^1] = -1 / values[^1];
            return -Math.Log(values[^1]);
        }

        double sum = 0;
        for (int k = first; k < values.Length; k++)
        {
            sum += order == 1 ? -values[k] * Math.Log(values[k]) : Math.Pow(values[k], order);
        }

        for (int k = first; k < values.Length; k++)
        {
            weights[k] = order == 1 ? -Math.Log(values[k]) : order / (1 - order) * Math.Pow(values[k], order - 1) / sum;
        }

        return order == 1 ? sum : Math.Log(sum) / (1 - order);
    }
}
