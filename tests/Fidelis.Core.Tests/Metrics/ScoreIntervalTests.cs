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

    [Fact]
    public void OfSquaredDistance_SquareOfANormalMean_CoversAndMissesOnEitherSide()
    {
        // |m + e|² of 200 images in one direction, with its error from the images, 2 |m + e| s / √n: score ± 1.96 errors hardly ever misses above.
        const int Draws = 4000;
        const int Count = 200;
        const double Mean = 0.4;
        const double Target = (Mean * Mean) + (1.0 / Count);
        Xoshiro256 random = new(2);
        int[] below = new int[2];
        int[] above = new int[2];
        for (int i = 0; i < Draws; i++)
        {
            double found = Mean + (random.NextGaussian() / Math.Sqrt(Count));
            double error = 2 * Math.Abs(found) / Math.Sqrt(Count);
            ScoreInterval[] intervals = [ScoreInterval.OfSquaredDistance(found * found, error), ScoreInterval.Around(found * found, error)];
            for (int k = 0; k < intervals.Length; k++)
            {
                below[k] += intervals[k].Upper < Target ? 1 : 0;
                above[k] += intervals[k].Lower > Target ? 1 : 0;
            }
        }

        // A share of 5 % of 4,000 has a deviation of 0.34 %, of which three are allowed.
        Assert.InRange((below[0] + above[0]) / (double)Draws, 0.04, 0.06);
        Assert.True(below[0] < below[1] && above[0] > above[1], $"Below {below[0]} and {below[1]}, above {above[0]} and {above[1]}.");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3.7, 0)]
    [InlineData(1e-14, 1e-9)]
    [InlineData(40, 100)]
    public void OfSquaredDistance_AnyError_HoldsTheScoreAndStaysAboveZero(double score, double error)
    {
        ScoreInterval interval = ScoreInterval.OfSquaredDistance(score, error);

        Assert.InRange(interval.Lower, 0, score);
        Assert.True(interval.Upper >= score && double.IsFinite(interval.Upper), $"The upper end was {interval.Upper}.");
    }

    [Fact]
    public void OfShare_ErrorOfIndependentImages_IsTheIntervalOfWilson()
    {
        (double lower, double upper) = BinomialInterval.Wilson(30, 120);
        (double low, double high) = ScoreInterval.OfShare(0.25, Math.Sqrt(0.25 * 0.75 / 120), count: 999);

        // A root and its square.
        NumericAssert.Close(lower, low, 0, 1e-14);
        NumericAssert.Close(upper, high, 0, 1e-14);
    }

    [Fact]
    public void OfShare_FewDegreesOfFreedom_IsAsMuchWiderAsStudentsQuantile()
    {
        // So many images that the interval is as good as symmetric: its square root corrections are 1e-6 of it.
        const double Error = 1e-7;
        ScoreInterval interval = ScoreInterval.OfShare(0.5, Error, 1, degreesOfFreedom: 9);

        NumericAssert.Close(StudentTDistribution.Quantile(0.975, 9) * Error, 0.5 * (interval.Upper - interval.Lower), 0, 1e-6);
    }
}
