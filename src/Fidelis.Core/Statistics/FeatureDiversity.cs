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
/// S is a mean over images. Without image u it is S + E with E = (S - uuᵀ) / (n - 1), and the trace T = tr f(S) that the entropy is made of, with f(λ) = - λ ln λ for q = 1
/// and λ^q else, becomes in the coordinates along the eigenvectors, to second order,
/// <code>
///   T + Σ f'(λⱼ) Eⱼⱼ + ½ Σⱼₖ f'[λⱼ, λₖ] Eⱼₖ²        f'[a, b] = (f'(a) - f'(b)) / (a - b)        Eⱼₖ = (δⱼₖ λⱼ - uⱼuₖ) / (n - 1)
/// </code>
/// (for q = ∞ f' is 1 at λ_max and 0 else). The scatter of the entropies without each image gives the standard error by the jackknife. The first order alone
/// is the influence function: it takes the eigenvalues for the law's, though they follow the images, and finds errors a tenth too small where n is not
/// much larger than d.
/// </para>
/// </remarks>
/// <param name="Value">exp H, from 1 to n.</param>
/// <param name="StandardError">Its standard error, from what leaving out each image would do.</param>
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
        SpectralTrace trace = SpectralTrace.Of(values, first, order);
        double[] without = new double[rows.Count];
        int index = 0;
        foreach (Matrix coordinates in Coordinates(rows, eigen, dual))
        {
            foreach (double entropy in trace.EntropiesWithout(coordinates, rows.Count))
            {
                without[index++] = entropy;
            }
        }

        // The jackknife: (n - 1) / n times the sum of squares, which is (n - 1)² times the variance of their mean.
        double value = Math.Exp(trace.Entropy);
        return new FeatureDiversity(value, value * (rows.Count - 1) * Math.Sqrt(InfluenceVariance.OfMean(without)), values.Length - first);
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
    private static Matrix BetweenFeatures(SampleRows rows) =>
        Divide(MatrixProduct.SumOfSymmetricProducts(rows.Dimension, rows.Directions()), rows.Count);

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
}
