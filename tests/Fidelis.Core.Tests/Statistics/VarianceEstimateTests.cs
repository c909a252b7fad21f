using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class VarianceEstimateTests
{
    [Fact]
    public void OfMean_FourValues_IsTheTextbookFormula()
    {
        // 1, 2, 3, 6: mean 3, squares of deviations 4, 1, 0, 9, s² = 14 / 3, m₄ = (16 + 1 + 81) / 4 = 24.5.
        VarianceEstimate estimate = VarianceEstimate.OfMean([1, 2, 3, 6]);

        NumericAssert.Close(14.0 / 3 / 4, estimate.Value, 0, 1e-14);
        NumericAssert.Close((24.5 - (14.0 / 3 * 14 / 3 / 3)) / 64, estimate.OwnVariance, 0, 1e-14);
    }

    [Fact]
    public void DegreesOfFreedom_NormalValues_AreOneLessThanTheirNumber()
    {
        const int Count = 20_000;
        Xoshiro256 random = new(1);
        VarianceEstimate estimate = VarianceEstimate.OfMean([.. Enumerable.Range(0, Count).Select(_ => random.NextGaussian())]);

        // The fourth moment of n normal values has the relative deviation √(32/3 / n) = 2.3 %, and m₄ - s⁴ is two thirds of it.
        NumericAssert.Close(Count - 1, estimate.DegreesOfFreedom, 0, 0.1);
    }

    [Fact]
    public void DegreesOfFreedom_FewRareValues_AreAboutTheirNumber()
    {
        // 5 ones among 100: the kurtosis of a share p is 1 / (p (1 - p)) - 3 in excess, and 2 / (κ / n) degrees remain.
        VarianceEstimate estimate = VarianceEstimate.OfMean([.. Enumerable.Range(0, 100).Select(i => i < 5 ? 1.0 : 0)]);

        Assert.InRange(estimate.DegreesOfFreedom, 8, 14);
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
