using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

/// <summary>The routes to a factor: by a triangle where the covariance has full rank beyond doubt, by eigenvectors otherwise.</summary>
public sealed class CovarianceFactorTests
{
    [Theory]
    [InlineData(30, 12, true)]
    [InlineData(13, 12, true)]
    [InlineData(12, 12, false)] // n - 1 directions
    [InlineData(5, 12, false)]
    public void FromCovariance_AnyRank_IsAFactorOfIt(int count, int dimension, bool isTriangle)
    {
        Matrix covariance = Covariance(count, dimension);
        CovarianceFactor factor = CovarianceFactor.FromCovariance(covariance);

        Assert.Equal(isTriangle, IsTriangle(factor.Rows));
        Assert.Equal(Math.Min(count - 1, dimension), factor.Rows.Rows);
        Assert.Equal(factor.Rows.Rows, factor.Spectrum.Count);

        // Elements below 1; 12 products of roots round by some units of 2^-53.
        NumericAssert.Close(covariance.Data, MatrixProduct.MultiplyTransposeLeft(factor.Rows, factor.Rows).Data, 1e-14);
        NumericAssert.Close(factor.Trace, factor.Spectrum.Sum(), 1e-13);
    }

    // A dead direction is rounding, not a triangle: the smallest eigenvalue falls from 1e-6, through what float64 can tell, to nothing.
    [Theory]
    [InlineData(1e-3, 12, true)]
    [InlineData(1e-6, 12, false)]
    [InlineData(1e-9, 11, false)]
    [InlineData(0, 11, false)]
    public void FromCovariance_ADirectionThatFades_IsDecidedByTheEigenvalues(double scale, int rank, bool isTriangle)
    {
        Matrix covariance = Covariance(40, 12);
        for (int i = 0; i < 12; i++)
        {
            covariance[11, i] *= scale;
            covariance[i, 11] *= scale;
        }

        CovarianceFactor factor = CovarianceFactor.FromCovariance(covariance);

        Assert.Equal(rank, factor.Rows.Rows);
        Assert.Equal(isTriangle, IsTriangle(factor.Rows));
    }

    private static bool IsTriangle(Matrix rows)
    {
        for (int i = 1; i < rows.Rows; i++)
        {
            if (rows[i, 0] != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Matrix Covariance(int count, int dimension) =>
        FeatureStatistics.Of(SampleRows.Of(new Matrix(count, dimension, Lcg.Values(7, count * dimension)))).Covariance;
}
