using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>How far single images of either set move FID: its influence function, and the standard error that follows.</summary>
/// <remarks>
/// <para>
/// With Σ₁ = R₁ᵀR₁, Σ₂ = R₂ᵀR₂ and the singular value decomposition R₁R₂ᵀ = U S Vᵀ, the derivative of 2 tr(Σ₁Σ₂)^½ with respect to Σ₁ is
/// the T with R₁T R₁ᵀ = U S Uᵀ: the optimal map from the one normal law to the other. A reference image x = μ₁ + R₁ᵀa therefore has the
/// influence
/// <code>
///   ψ₁(x) = 2 (μ₁ - μ₂)ᵀ(x - μ₁) + ‖x - μ₁‖² - aᵀ U S Uᵀ a - constant
/// </code>
/// and a generated image that with the sets exchanged. The sets are independent, so that the variance of FID is var ψ₁ / n₁ + var ψ₂ / n₂ to
/// first order. U and S come from one symmetric eigenproblem, of the smaller of R₁R₂ᵀR₂R₁ᵀ and R₂R₁ᵀR₁R₂ᵀ. It squares the singular values,
/// which loses those below 1e-8 of the largest, whose part in ψ is as small.
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
        (Matrix left, Matrix right) = Roots(product);
        double[] shift = [.. reference.Mean.Select((value, i) => value - generated.Mean[i])];
        return new FrechetInfluence(Influences(reference, shift, left), Influences(generated, [.. shift.Select(value => -value)], right));
    }

    private static double[] Influences(FrechetSample sample, double[] shift, Matrix root)
    {
        double[] influences = sample.Factor.SquaredNorms(sample.Rows, sample.Mean, root);
        int index = 0;
        foreach (Matrix block in sample.Rows.CentredBlocks(sample.Mean))
        {
            for (int i = 0; i < block.Rows; i++)
            {
                double ownPart = 0;
                Span<double> row = block.Row(i);
                for (int j = 0; j < row.Length; j++)
                {
                    ownPart += row[j] * (row[j] + (2 * shift[j]));
                }

                influences[index] = ownPart - influences[index];
                index++;
            }
        }

        return influences;
    }

    /// <summary>Computes U S^½ and V S^½ of a matrix.</summary>
    private static (Matrix Left, Matrix Right) Roots(Matrix product)
    {
        if (product.Rows > product.Columns)
        {
            (Matrix right, Matrix left) = Roots(product.Transpose());
            return (left, right);
        }

        if (product.Rows == 0)
        {
            return (new Matrix(0, 0), new Matrix(product.Columns, 0));
        }

        SymmetricEigendecomposition eigen = SymmetricEigenproblem.Decompose(MatrixProduct.MultiplyTransposeRight(product, product));
        double[] squares = eigen.Values;
        double threshold = product.Columns * Epsilon * squares[^1];
        int first = Array.FindIndex(squares, value => value > threshold);
        int rank = first < 0 ? 0 : squares.Length - first;
        Matrix leftRoot = Columns(eigen.Vectors, squares[^rank..], 0.25);

        // V = Mᵀ U S⁻¹.
        Matrix rightRoot = MatrixProduct.MultiplyTransposeLeft(product, Columns(eigen.Vectors, squares[^rank..], -0.25));
        return (leftRoot, rightRoot);
    }

    /// <summary>Takes the last columns, each times a power of its eigenvalue.</summary>
    private static Matrix Columns(Matrix vectors, double[] values, double power)
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
