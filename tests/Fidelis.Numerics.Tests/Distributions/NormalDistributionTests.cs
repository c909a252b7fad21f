using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class NormalDistributionTests
{
    // The approximations carry about 18 digits and round some 30 times; a double holds the tail beyond 37 deviations with fewer digits.
    [Fact]
    public void Cdf_FiftyDigitValues_AgreesInBothTails()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("normalCdf").EnumerateArray().Select(e => e.Doubles()))
        {
            NumericAssert.Close(row[1], NormalDistribution.Cdf(row[0]), 0, 1.5e-15);
        }
    }

    // 16 digits are claimed for the approximation; near 1 a probability itself has lost digits, but the golden was made from the same one.
    [Fact]
    public void Quantile_FiftyDigitValues_Agrees()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("normalQuantile").EnumerateArray().Select(e => e.Doubles()))
        {
            NumericAssert.Close(row[1], NormalDistribution.Quantile(row[0]), 0, 2e-15);
        }
    }

    [Fact]
    public void Cdf_Quantile_AreInverse()
    {
        for (double x = -30; x <= 0; x += 0.37)
        {
            // dx = dp / density, and density / p is near |x|: what was allowed above in p makes 1.5e-15 / |x| in x, and the
            // rational function of the quantile rounds about 40 times, like a random walk to 7e-16 |x|.
            NumericAssert.Close(x, NormalDistribution.Quantile(NormalDistribution.Cdf(x)), 1e-15 + (8e-16 * Math.Abs(x)));
        }
    }

    [Fact]
    public void Cdf_Symmetry_AddsUpToOne()
    {
        for (double x = 0; x < 9; x += 0.13)
        {
            NumericAssert.Close(1, NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x), 3e-16);
        }
    }

    [Fact]
    public void Density_IsTheSlopeOfTheCdf()
    {
        // Central difference with step h: error h^2 / 6 times the third derivative (below 1) plus rounding 1e-16 / h.
        const double H = 1e-5;
        for (double x = -5; x <= 5; x += 0.4)
        {
            double slope = (NormalDistribution.Cdf(x + H) - NormalDistribution.Cdf(x - H)) / (2 * H);
            NumericAssert.Close(slope, NormalDistribution.Density(x), 5e-11);
        }
    }

    [Fact]
    public void Limits_AreExact()
    {
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Equal(0.5, NormalDistribution.Cdf(0));
        Assert.True(double.IsNaN(NormalDistribution.Cdf(double.NaN)));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Equal(0, NormalDistribution.Quantile(0.5));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_NoProbability_IsRefused(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(p));
}
