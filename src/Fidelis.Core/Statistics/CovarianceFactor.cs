using System.Globalization;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>A factor R <c>[r, d]</c> of a covariance: Σ = RᵀR.</summary>
/// <remarks>
/// With few images (n &lt;= d) the rows are the centred features over √(n - 1), which is exact at any rank. Otherwise they are the triangle of the
/// Cholesky factorisation where all eigenvalues stand far above d ε λ_max, which is what rounding alone can make of a zero, and √λ vᵀ for those that do
/// where some do not: ten times the work. The trace of the root of a product of two covariances is then the nuclear norm of R₁R₂ᵀ: real and never
/// negative, whatever the ranks.
/// </remarks>
public sealed class CovarianceFactor
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The same of float32, in which others may have computed or kept a covariance.</summary>
    private const double SingleEpsilon = 1.1920928955078125e-7;

    // The smallest eigenvalue of a triangle is estimated from above, by a factor that is rarely 2 and never seen to be 10.
    private const double FullRankMargin = 64;

    // Two steps of inverse iteration find an eigenvalue that is a million times smaller than they say only if 1e-12 of the start lies along its vector. Of a start at
    // random one in 1e10 does.
    private const double BeyondDoubt = 1e6;

    private readonly Matrix? triangle;
    private readonly Lazy<Matrix> rows;
    private readonly Lazy<SymmetricEigendecomposition> decomposition;
    private readonly Lazy<IReadOnlyList<double>> spectrum;

    private CovarianceFactor(Matrix rows, Func<SymmetricEigendecomposition> decompose)
    {
        this.rows = new(rows);
        Trace = SumOfSquares(rows);
        decomposition = new(decompose);
        spectrum = new(() => decomposition.Value.Values);
    }

    /// <summary>Takes the triangle of a factorisation.</summary>
    /// <param name="triangle">The lower triangular Rᵀ <c>[d, d]</c>.</param>
    /// <param name="decompose">Decomposes the covariance.</param>
    /// <param name="spectrumAlone">Finds its eigenvalues, or <see langword="null"/> where they come with the eigenvectors.</param>
    private CovarianceFactor(Matrix triangle, Func<SymmetricEigendecomposition> decompose, Func<IReadOnlyList<double>>? spectrumAlone)
    {
        this.triangle = triangle;
        rows = new(triangle.Transpose);
        Trace = SumOfSquares(triangle, isLower: true);
        decomposition = new(decompose);
        spectrum = new(spectrumAlone ?? (() => decomposition.Value.Values));
    }

    /// <summary>Gets the rows R <c>[r, d]</c>.</summary>
    public Matrix Rows => rows.Value;

    /// <summary>Gets a value indicating whether the rows are the centred images over √(n - 1).</summary>
    internal bool RowsAreImages { get; private init; }

    /// <summary>Gets the trace of the covariance, the sum of squares of <see cref="Rows"/>.</summary>
    public double Trace { get; }

    /// <summary>Gets the rank of the covariance: the number of its eigenvalues that stand above rounding.</summary>
    public int Rank => triangle?.Rows ?? Spectrum.Count;

    /// <summary>Gets the eigenvalues of the covariance that stand above rounding, ascending.</summary>
    public IReadOnlyList<double> Spectrum => spectrum.Value;

    /// <summary>Factors a covariance that is all that is known of a set.</summary>
    /// <param name="covariance">The covariance <c>[d, d]</c>, symmetric.</param>
    /// <returns>The factor, with as many rows as the covariance has rank.</returns>
    /// <exception cref="InputException">An eigenvalue lies below -d ε λ_max, ε that of float32: rounding cannot have put it there.</exception>
    public static CovarianceFactor FromCovariance(Matrix covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        return Of(covariance, () => AboveRounding(SymmetricEigenproblem.Values(covariance), covariance.Rows));
    }

    /// <summary>Factors a covariance by a triangle where its rank is full, and by eigenvectors otherwise.</summary>
    /// <param name="covariance">The covariance.</param>
    /// <param name="spectrumAlone">Finds the eigenvalues of a triangle's covariance, or <see langword="null"/> where they come with the eigenvectors, which a sample's floor needs too.</param>
    private static CovarianceFactor Of(Matrix covariance, Func<IReadOnlyList<double>>? spectrumAlone)
    {
        int d = covariance.Rows;
        if (Cholesky.TryFactor(covariance, out Matrix? lower, out _))
        {
            CovarianceFactor factor = new(lower, () => AboveRounding(SymmetricEigenproblem.Decompose(covariance), d), spectrumAlone);
            double fullRank = FullRankMargin * d * Epsilon * factor.Trace;
            if (Cholesky.EstimateSmallestEigenvalue(lower, BeyondDoubt * fullRank) > fullRank)
            {
                return factor;
            }
        }

        return FromEigenvectors(covariance);
    }

    private static CovarianceFactor FromEigenvectors(Matrix covariance)
    {
        SymmetricEigendecomposition all = SymmetricEigenproblem.Decompose(covariance);
        if (all.Values[0] < -covariance.Rows * SingleEpsilon * Math.Abs(all.Values[^1]))
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"A covariance has no negative eigenvalues, but this one has {all.Values[0]:G6} beside {all.Values[^1]:G6}: make the statistics anew."));
        }

        SymmetricEigendecomposition eigen = AboveRounding(all, covariance.Rows);
        Matrix rows = eigen.Vectors.Transpose();
        for (int i = 0; i < rows.Rows; i++)
        {
            double root = Math.Sqrt(eigen.Values[i]);
            foreach (ref double value in rows.Row(i))
            {
                value *= root;
            }
        }

        return new CovarianceFactor(rows, () => eigen);
    }

    /// <summary>Factors the covariance of a sample by the route that suits n and d.</summary>
    internal static CovarianceFactor FromSample(SampleRows sample, double[] mean)
    {
        if (sample.Count > sample.Dimension)
        {
            return Of(SampleMoments.Covariance(sample, mean), spectrumAlone: null);
        }

        Matrix rows = sample.Centred(mean);
        double scale = 1 / Math.Sqrt(sample.Count - 1);
        foreach (ref double value in rows.Data.AsSpan())
        {
            value *= scale;
        }

        return new CovarianceFactor(rows, () => AboveRounding(SymmetricEigenproblem.Decompose(MatrixProduct.MultiplyTransposeRight(rows, rows)), sample.Dimension))
        {
            RowsAreImages = true,
        };
    }

    /// <summary>Computes the product R₁R₂ᵀ, whose singular values sum up to the trace of (Σ₁Σ₂)^½.</summary>
    /// <param name="generated">The factor of Σ₂.</param>
    internal Matrix ProductWith(CovarianceFactor generated) => triangle is { } first && generated.triangle is { } second
        ? MatrixProduct.MultiplyTransposeLeftOfTriangles(first, second)
        : MatrixProduct.MultiplyTransposeRight(Rows, generated.Rows);

    /// <summary>
    /// Computes the coordinates <c>[n, r]</c> of the centred images along the eigenvectors of their covariance, in blocks of rows, each of
    /// which the next one may overwrite. Column i has the variance <c>Spectrum[i]</c>.
    /// </summary>
    internal IEnumerable<Matrix> PrincipalCoordinates(SampleRows sample, double[] mean)
    {
        SymmetricEigendecomposition eigen = decomposition.Value;
        if (RowsAreImages)
        {
            // R = U √Λ Vᵀ, and the centred images are √(n - 1) R: their coordinates R V are √(n - 1) U √Λ, without V.
            Matrix coordinates = eigen.Vectors.Copy();
            for (int i = 0; i < coordinates.Rows; i++)
            {
                Span<double> row = coordinates.Row(i);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] *= Math.Sqrt((sample.Count - 1) * eigen.Values[j]);
                }
            }

            yield return coordinates;
            yield break;
        }

        Matrix product = new(0, 0);
        foreach (Matrix block in sample.CentredBlocks(mean))
        {
            product = product.Rows == block.Rows ? product : new Matrix(block.Rows, eigen.Vectors.Columns);
            MatrixProduct.Multiply(block, eigen.Vectors, product);
            yield return product;
        }
    }

    private static double[] AboveRounding(double[] values, int d)
    {
        double threshold = d * Epsilon * Math.Max(values[^1], 0);
        int first = Array.FindIndex(values, value => value > threshold);
        return first < 0 ? [] : values[first..];
    }

    private static SymmetricEigendecomposition AboveRounding(SymmetricEigendecomposition eigen, int d)
    {
        double[] values = AboveRounding(eigen.Values, d);
        int rank = values.Length;
        Matrix vectors = new(eigen.Vectors.Rows, rank);
        for (int i = 0; i < vectors.Rows; i++)
        {
            eigen.Vectors.Row(i)[^rank..].CopyTo(vectors.Row(i));
        }

        return new SymmetricEigendecomposition(values, vectors);
    }

    // What lies above the diagonal of a triangle is in pages that nobody has touched.
    private static double SumOfSquares(Matrix rows, bool isLower = false)
    {
        double sum = 0;
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<double> row = rows.Row(i);
            sum += SumOfSquares(isLower ? row[..(i + 1)] : row);
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return sum;
    }
}
