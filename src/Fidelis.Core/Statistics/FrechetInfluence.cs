using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>How far single images of either set move FID: its influence function, and the standard error that follows.</summary>
/// <remarks>
/// <para>
/// With Σ₁ = R₁ᵀR₁, Σ₂ = R₂ᵀR₂ and the singular value decomposition R₁R₂ᵀ = U S Vᵀ, the derivative of 2 tr(Σ₁Σ₂)^½ with respect to Σ₁ is
/// T = R₂ᵀ V S⁻¹ Vᵀ R₂: the optimal map from the one normal law to the other. A reference image x therefore has the influence
/// <code>
///   ψ₁(x) = 2 (μ₁ - μ₂)ᵀ(x - μ₁) + (x - μ₁)ᵀ(1 - T)(x - μ₁) - constant
/// </code>
/// and a generated image that with the sets exchanged. Where the rows of R₁ are the images, (x - μ₁)ᵀT(x - μ₁) is n - 1 times the diagonal of U S Uᵀ. The sets
/// are independent, so that the variance of FID is var ψ₁ / n₁ + var ψ₂ / n₂ to first order. U and S come from one symmetric eigenproblem, of the smaller of
/// R₁R₂ᵀR₂R₁ᵀ and R₂R₁ᵀR₁R₂ᵀ. It squares the singular values, which loses those below 1e-8 of the largest, whose part in ψ is as small.
/// </para>
/// <para>
/// Where n is at most d, moving the weights of the images leaves the rank as it is, and the derivative is along those moves: what a
/// jackknife would find. Where both sets are of one law ψ vanishes in the limit, and its estimate is too large.
/// </para>
/// </remarks>
/// <param name="Reference">The influence of each reference image, up to a constant that all share.</param>
/// <param name="Generated">The influence of each generated image, up to a constant that all share.</param>
internal sealed record FrechetInfluence(double[] Reference, double[] Generated)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Gets the standard error of FID.</summary>
    public double StandardError => Math.Sqrt(InfluenceVariance.OfMean(Reference) + InfluenceVariance.OfMean(Generated));

    /// <summary>Computes the influences.</summary>
    /// <param name="reference">The reference, image by image.</param>
    /// <param name="generated">The generated set, image by image.</param>
    /// <param name="product">R₁R₂ᵀ <c>[r₁, r₂]</c> of the factors of the two.</param>
    public static FrechetInfluence Of(FrechetSample reference, FrechetSample generated, Matrix product)
    {
        (Matrix left, Matrix right, double[] values) = Decompose(product);
        double[] shift = [.. reference.Mean.Select((value, i) => value - generated.Mean[i])];
        return new FrechetInfluence(
            Influences(reference, shift, left, values, generated.Factor.Rows, right),
            Influences(generated, [.. shift.Select(value => -value)], right, values, reference.Factor.Rows, left));
    }

    /// <summary>Computes the influences of one set.</summary>
    /// <param name="sample">The set.</param>
    /// <param name="shift">Its mean less that of the other.</param>
    /// <param name="own">The singular vectors on its side <c>[r₁, k]</c>.</param>
    /// <param name="values">The singular values <c>[k]</c>.</param>
    /// <param name="otherRows">The factor of the other covariance <c>[r₂, d]</c>.</param>
    /// <param name="other">The singular vectors on the other side <c>[r₂, k]</c>.</param>
    private static double[] Influences(FrechetSample sample, double[] shift, Matrix own, double[] values, Matrix otherRows, Matrix other)
    {
        double[] influences = new double[sample.Rows.Count];
        Matrix? form = sample.Factor.RowsAreImages ? null : OneLess(Map(otherRows, other, values));
        int index = 0;
        foreach (Matrix block in sample.Rows.CentredBlocks(sample.Mean))
        {
            double[]? forms = form is null ? null : MatrixProduct.QuadraticForms(block, form);
            for (int i = 0; i < block.Rows; i++, index++)
            {
                Span<double> row = block.Row(i);
                influences[index] = (2 * Product(row, shift)) + (forms is null ? Product(row, row) - ((sample.Rows.Count - 1) * DiagonalOfRoot(own.Row(index), values)) : forms[i]);
            }
        }

        return influences;
    }

    /// <summary>Computes T = R₂ᵀ V S⁻¹ Vᵀ R₂ <c>[d, d]</c>.</summary>
    private static Matrix Map(Matrix otherRows, Matrix other, double[] values) =>
        MatrixProduct.SumOfSymmetricProducts(otherRows.Columns, [MatrixProduct.MultiplyTransposeLeft(Scaled(other, values, -0.5), otherRows)]);

    private static Matrix OneLess(Matrix map)
    {
        foreach (ref double value in map.Data.AsSpan())
        {
            value = -value;
        }

        for (int i = 0; i < map.Rows; i++)
        {
            map[i, i]++;
        }

        return map;
    }

    /// <summary>Computes one element of the diagonal of U S Uᵀ.</summary>
    private static double DiagonalOfRoot(ReadOnlySpan<double> row, double[] values)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            sum += row[j] * row[j] * values[j];
        }

        return sum;
    }

    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += x[j] * y[j];
        }

        return sum;
    }

    /// <summary>Computes the singular vectors U and V, in columns, and the singular values of a matrix, but for those that its square loses.</summary>
    private static (Matrix Left, Matrix Right, double[] Values) Decompose(Matrix product)
    {
        if (product.Rows > product.Columns)
        {
            (Matrix right, Matrix left, double[] same) = Decompose(product.Transpose());
            return (left, right, same);
        }

        if (product.Rows == 0)
        {
            return (new Matrix(0, 0), new Matrix(product.Columns, 0), []);
        }

        SymmetricEigendecomposition eigen = SymmetricEigenproblem.Decompose(MatrixProduct.SumOfSymmetricProducts(product.Rows, [product.Transpose()]));
        double[] squares = eigen.Values;
        double threshold = product.Columns * Epsilon * squares[^1];
        int first = Array.FindIndex(squares, value => value > threshold);
        int rank = first < 0 ? 0 : squares.Length - first;
        double[] values = [.. squares[^rank..].Select(Math.Sqrt)];

        // V = Mᵀ U S⁻¹.
        Matrix vectors = Scaled(eigen.Vectors, values, 0);
        return (vectors, MatrixProduct.MultiplyTransposeLeft(product, Scaled(vectors, values, -1)), values);
    }

    /// <summary>Takes the last columns, each times a power of its singular value.</summary>
    private static Matrix Scaled(Matrix vectors, double[] values, double power)
    {
        double[] scales = [.. values.Select(value => Math.Pow(value, power))];
        Matrix columns = new(vectors.Rows, values.Length);
        for (int i = 0; i < columns.Rows; i++)
        {
            Span<double> row = columns.Row(i);
            vectors.Row(i)[^row.Length..].CopyTo(row);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= scales[j];
            }
        }

        return columns;
    }
}
