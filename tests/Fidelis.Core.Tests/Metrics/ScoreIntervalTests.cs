using Fidelis.Metrics;
using Fidelis.Numerics.Distributions;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class ScoreIntervalTests
{
    [Theory]
    [InlineData(3, 0.5, 0.2)]
    [InlineData(0.4, 0.01, 0)]
    [InlineData(0.4, 0, 0.03)]
    [InlineData(0, 0, 0.01)]
    public void OfGrowingVariance_PositiveEnds_LieAsManyDeviationsOfTheirOwnAway(double score, double constant, double slope)
    {
        (double lower, double upper) = ScoreInterval.OfGrowingVariance(score, constant, slope);

        Assert.True(lower <= score && score < upper, "The interval must hold the score.");
        foreach (double end in (double[])[lower, upper])
        {
            // Products and a root: some units in the last place of numbers of order 1.
            NumericAssert.Close(Math.Pow(score - end, 2), Math.Pow(ScoreInterval.NormalQuantile, 2) * (constant + (slope * end)), 1e-13);
        }
    }

    [Theory]
    [InlineData(0.1, 1, 0.3)]
    [InlineData(-1, 1, 0.3)]
    [InlineData(-5, 1, 0.3)]
    public void OfGrowingVariance_EndsBelowZero_HaveTheVarianceAtZero(double score, double constant, double slope)
    {
        (double lower, double upper) = ScoreInterval.OfGrowingVariance(score, constant, slope);

        Assert.Equal(score - (ScoreInterval.NormalQuantile * Math.Sqrt(constant)), lower);
        Assert.True(upper >= score + (ScoreInterval.NormalQuantile * Math.Sqrt(constant)), "A variance that grows must not make the interval shorter.");
    }

    [Fact]
    public void OfGrowingVariance_RareEvents_IsTheIntervalOfWilson()
    {
        // 7 of 10 million: shares so small that the variance of a count is its mean, to 1e-6 of itself.
        const double Trials = 1e7;
        (double lower, double upper) = BinomialInterval.Wilson(7 / Trials, Trials);
        (double low, double high) = ScoreInterval.OfGrowingVariance(7, 0, 1);

        NumericAssert.Close(lower * Trials, low, 0, 1e-5);
        NumericAssert.Close(upper * Trials, high, 0, 1e-5);
    }

    [Fact]
    public void OfGrowingVariance_SquareOfANormalMean_CoversWhereItsOwnErrorMissesTooOften()
    {
        // (m + e)² - v estimates m² with the variance 2 v² + 4 v m², for e of variance v: a squared discrepancy in one direction. At m of 1.5 deviations
        // the interval of the estimate's own error misses every ninth one that came out low, and 4,000 draws know a share to 0.5 %.
        const int Draws = 4000;
        const double Mean = 1.5;
        Xoshiro256 random = new(1);
        int covered = 0;
        int coveredByOwnError = 0;
        for (int i = 0; i < Draws; i++)
        {
            double estimate = Math.Pow(Mean + random.NextGaussian(), 2) - 1;
            (double lower, double upper) = ScoreInterval.OfGrowingVariance(estimate, 2, 4);
            covered += lower <= Mean * Mean && Mean * Mean <= upper ? 1 : 0;
            coveredByOwnError += Math.Abs(estimate - (Mean * Mean)) <= ScoreInterval.NormalQuantile * Math.Sqrt(2 + (4 * Math.Max(estimate, 0))) ? 1 : 0;
        }

        Assert.InRange(covered / (double)Draws, 0.94, 0.985);
        Assert.True(coveredByOwnError / (double)Draws < 0.93, $"The plain interval covered {coveredByOwnError} of {Draws}.");
    }
}
