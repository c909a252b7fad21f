using System.Diagnostics.CodeAnalysis;
using Fidelis.Features;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics.Extrapolation;

/// <summary>Mean and covariance of a subset, in the form that costs a single Fréchet distance least.</summary>
/// <remarks>
/// <see cref="CovarianceFactor"/> finds a spectrum too, which its floor needs and which is the dearest part. One distance needs any R with
/// Σ = RᵀR: the centred images over √(n - 1) where n is at most d, the Cholesky factor where Σ has full rank, and that of the spectrum otherwise.
/// </remarks>
internal sealed class SubsetMoments
{
    private readonly double[] mean;
    private readonly Matrix root;
    private readonly double trace;

    private SubsetMoments(double[] mean, Matrix root, double trace)
    {
        this.mean = mean;
        this.root = root;
        this.trace = trace;
    }

    /// <summary>Computes the moments of at least two images.</summary>
    public static SubsetMoments Of(FeatureMatrix features)
    {
        SampleRows rows = SampleRows.Of(features);
        double[] mean = SampleMoments.Mean(rows);
        if (rows.Count > rows.Dimension)
        {
            Matrix covariance = SampleMoments.Covariance(rows, mean);
            if (TryRoot(covariance, out Matrix? upper))
            {
                return new SubsetMoments(mean, upper, covariance.Trace());
            }

            return Of(mean, CovarianceFactor.FromCovariance(covariance));
        }

        return Of(mean, CovarianceFactor.FromSample(rows, mean));
    }

    /// <summary>Takes moments that are known.</summary>
    public static SubsetMoments Of(double[] mean, CovarianceFactor factor) => new(mean, factor.Rows, factor.Trace);

    /// <summary>Computes the squared Fréchet distance.</summary>
    public double DistanceTo(SubsetMoments other)
    {
        double distance = trace + other.trace - (2 * SingularValues.NuclearNorm(MatrixProduct.MultiplyTransposeRight(root, other.root)));
        for (int i = 0; i < mean.Length; i++)
        {
            distance += (mean[i] - other.mean[i]) * (mean[i] - other.mean[i]);
        }

        return distance;
    }

    private static bool TryRoot(Matrix covariance, [NotNullWhen(true)] out Matrix? upper)
    {
        bool positive = Cholesky.TryFactor(covariance, out Matrix? lower, out _);
        upper = positive ? lower!.Transpose() : null;
        return positive;
    }
}
