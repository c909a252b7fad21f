using Fidelis.Features;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;

namespace Fidelis.Benchmarks.Suites;

/// <summary>What FID and Vendi are made of, at Inception's 2,048 features.</summary>
/// <remarks>
/// Operations are those of the direct algorithms (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 4.2, 5.4, 8.3): n³ / 3 for the factor of
/// Cholesky, 8 n³ / 3 for the singular values alone, 4 n³ / 3 for eigenvalues and 9 n³ with their vectors. A
/// covariance is half of a product, because it is symmetric.
/// </remarks>
public class Decompositions : KernelSuite
{
    private const int Size = 2048;

    private const int Images = 10_000;

    private const double Cube = (double)Size * Size * Size;

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        new(
            "mean and covariance", $"{Images:N0} x {Size}",
            new Work((double)Images * Size * Size, ((double)sizeof(float) * Images * Size) + ((double)sizeof(double) * Size * Size), NumberFormat.Float64), RegisterSet.Widest, Moments),
        Of("cholesky", Cube / 3, 2, OfCovariance(covariance => Cholesky.Factor(covariance))),
        Of("reduction to a band", 8 * Cube / 3, 2, OfFactor(factor => BandReduction.Reduce(factor.Copy()))),
        Of("singular values", 8 * Cube / 3, 1, OfFactor(factor => SingularValues.Compute(factor))),
        Of("eigenvalues", 4 * Cube / 3, 1, OfCovariance(covariance => SymmetricEigenproblem.Values(covariance))),
        Of("eigenvalues and vectors", 9 * Cube, 2, OfCovariance(covariance => SymmetricEigenproblem.Decompose(covariance))),
        Of("fid of two covariances", 4 * Cube, 2, Distance),
    ];

    private static Kernel Of(string name, double operations, int matrices, Func<Action> prepare) => new(
        name, $"{Size} x {Size}", new Work(operations, (double)matrices * sizeof(double) * Size * Size, NumberFormat.Float64), RegisterSet.Widest, prepare);

    private static Func<Action> OfCovariance(Action<Matrix> compute) => () =>
    {
        Matrix covariance = Operands.Covariance(Size);
        return () => compute(covariance);
    };

    private static Func<Action> OfFactor(Action<Matrix> compute) => () =>
    {
        Matrix factor = Operands.Matrix(Size, Size);
        return () => compute(factor);
    };

    private static Action Moments()
    {
        SampleRows sample = SampleRows.Of(new FeatureMatrix(Size, Operands.Singles(Images * Size)));
        return () => FeatureStatistics.Of(sample);
    }

    // Two factors of Cholesky, the product of the triangles, and its singular values.
    private static Action Distance()
    {
        Matrix reference = Operands.Covariance(Size, seed: 5);
        Matrix generated = Operands.Covariance(Size, seed: 6);
        double[] mean = new double[Size];
        return () => FrechetDistance.Between(mean, CovarianceFactor.FromCovariance(reference), mean, CovarianceFactor.FromCovariance(generated));
    }
}
