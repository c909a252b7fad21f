using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class VarianceEstimateTests
{
    [Fact]
    public void OfDegrees_AnyNumber_HasThem()
    {
        VarianceEstimate estimate = VarianceEstimate.OfDegrees(3, 15);

        Assert.Equal(3, estimate.Value);
        NumericAssert.Close(15, estimate.DegreesOfFreedom, 0, 1e-15);
    }

    [Fact]
    public void OfDegrees_VariancesOfNormalValues_VaryAsItSays()
    {
        const int Repeats = 4000;
        const int Degrees = 9;
        Xoshiro256 random = new(1);
        double[] variances = [.. Enumerable.Range(0, Repeats).Select(_ => InfluenceVariance.OfMean([.. Enumerable.Range(0, Degrees + 1).Select(_ => random.NextGaussian())]))];

        // The variance of 4,000 values of excess kurtosis 12 / 9 has a relative deviation of √(3.3 / 4,000) = 3 %.
        VarianceEstimate estimate = VarianceEstimate.OfDegrees(1.0 / (Degrees + 1), Degrees);
        NumericAssert.Close(estimate.OwnVariance, InfluenceVariance.OfMean(variances) * Repeats, 0, 0.1);
    }

    [Fact]
    public void Sum_OfTwo_AddsVariancesAndTheirVariances()
    {
        VarianceEstimate sum = new VarianceEstimate(2, 0.5) + new VarianceEstimate(1, 0.25);

        Assert.Equal(new VarianceEstimate(3, 0.75), sum);
        Assert.Equal(24, sum.DegreesOfFreedom);
        Assert.Equal(double.PositiveInfinity, new VarianceEstimate(3, 0).DegreesOfFreedom);
    }
}
