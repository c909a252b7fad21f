using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class StudentTDistributionTests
{
    // The tail is an exponential whose argument, up to ln p, is a sum of rounded terms.
    private static double Tolerance(double probability) => 2e-14 + (5e-16 * Math.Abs(Math.Log(probability)));

    [Fact]
    public void Cdf_FiftyDigitValues_Agrees()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("tCdf").EnumerateArray().Select(e => e.Doubles()))
        {
            NumericAssert.Close(row[2], StudentTDistribution.Cdf(row[0], row[1]), 0, Tolerance(row[2]));
        }
    }

    [Fact]
    public void Quantile_FiftyDigitValues_Agrees()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("tQuantile").EnumerateArray().Select(e => e.Doubles()))
        {
            NumericAssert.Close(row[2], StudentTDistribution.Quantile(row[0], row[1]), 0, Tolerance(row[0]));
        }
    }

    // Cauchy's tail is 1 / (pi |t|) there.
    [Fact]
    public void Quantile_FarTail_IsThePower()
    {
        NumericAssert.Close(-1 / (Math.PI * 1e-300), StudentTDistribution.Quantile(1e-300, 1), 0, 1e-12);
        NumericAssert.Close(1e-200 / Math.PI, StudentTDistribution.Cdf(-1e200, 1), 0, 1e-13);
    }

    // One degree of freedom is Cauchy's distribution: 1/2 + atan(t) / pi. Two: 1/2 + t / (2 sqrt(2 + t^2)).
    [Fact]
    public void Cdf_OneAndTwoDegrees_AreTheClosedForms()
    {
        for (double t = -20; t <= 20; t += 0.7)
        {
            NumericAssert.Close(0.5 + (Math.Atan(t) / Math.PI), StudentTDistribution.Cdf(t, 1), 1e-15);
            NumericAssert.Close(0.5 + (0.5 * t / Math.Sqrt(2 + (t * t))), StudentTDistribution.Cdf(t, 2), 1e-15);
        }
    }

    [Fact]
    public void Cdf_InfinitelyManyDegrees_IsNormal()
    {
        Assert.Equal(NormalDistribution.Cdf(-1.3), StudentTDistribution.Cdf(-1.3, double.PositiveInfinity));
        Assert.Equal(NormalDistribution.Quantile(0.9), StudentTDistribution.Quantile(0.9, double.PositiveInfinity));

        // The difference falls like t^3 density(t) / (4 nu).
        NumericAssert.Close(NormalDistribution.Cdf(-1.3), StudentTDistribution.Cdf(-1.3, 1e9), 1e-9);
    }

    [Fact]
    public void Limits_AreExact()
    {
        Assert.Equal(0.5, StudentTDistribution.Cdf(0, 7));
        Assert.Equal(0, StudentTDistribution.Cdf(double.NegativeInfinity, 7));
        Assert.Equal(1, StudentTDistribution.Cdf(double.PositiveInfinity, 7));
        Assert.Equal(0, StudentTDistribution.Quantile(0.5, 7));
        Assert.Equal(double.NegativeInfinity, StudentTDistribution.Quantile(0, 7));
        Assert.Equal(double.PositiveInfinity, StudentTDistribution.Quantile(1, 7));
        Assert.Equal(double.NegativeInfinity, StudentTDistribution.Quantile(1e-10, 0.01));
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentTDistribution.Cdf(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentTDistribution.Cdf(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentTDistribution.Quantile(2, 3));
    }
}
