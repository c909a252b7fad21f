using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class BinomialIntervalTests
{
    // The normal quantile carries 2e-15 at most; an end is a smooth function of it.
    [Fact]
    public void Wilson_FiftyDigitValues_Agrees()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("wilson").EnumerateArray().Select(e => e.Doubles()))
        {
            (double lower, double upper) = BinomialInterval.Wilson((long)row[0], (long)row[1], row[2]);
            NumericAssert.Close([row[3], row[4]], [lower, upper], 1e-300, 1e-13);
        }
    }

    // The incomplete beta function carries up to 1e-12 at many trials, and so does the end that is read from it.
    [Fact]
    public void ClopperPearson_FiftyDigitValues_Agrees()
    {
        foreach (double[] row in Golden.Load("numerics", "distributions").GetProperty("clopperPearson").EnumerateArray().Select(e => e.Doubles()))
        {
            (double lower, double upper) = BinomialInterval.ClopperPearson((long)row[0], (long)row[1], row[2]);
            NumericAssert.Close([row[3], row[4]], [lower, upper], 1e-300, row[1] > 1000 ? 1e-12 : 1e-13);
        }
    }

    // Closed form for n successes of n: the lower end is (tail)^(1/n).
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(452)]
    public void ClopperPearson_OnlySuccesses_IsTheClosedForm(int n)
    {
        (double lower, double upper) = BinomialInterval.ClopperPearson(n, n, 0.95);
        NumericAssert.Close(Math.Pow(0.025, 1.0 / n), lower, 0, 1e-13);
        Assert.Equal(1, upper);
    }

    [Fact]
    public void Intervals_EveryCount_CoverTheShareAndMirror()
    {
        for (int k = 0; k <= 37; k++)
        {
            (double wilsonLower, double wilsonUpper) = BinomialInterval.Wilson(k, 37);
            (double exactLower, double exactUpper) = BinomialInterval.ClopperPearson(k, 37);
            double share = k / 37.0;
            Assert.InRange(share, wilsonLower, wilsonUpper);
            Assert.InRange(share, exactLower, exactUpper);
            NumericAssert.Close(1 - wilsonLower, BinomialInterval.Wilson(37 - k, 37).Upper, 1e-15);
            NumericAssert.Close(1 - exactLower, BinomialInterval.ClopperPearson(37 - k, 37).Upper, 1e-15);
            Assert.True(exactUpper - exactLower > wilsonUpper - wilsonLower, "The exact interval is the wider one.");
        }
    }

    [Theory]
    [InlineData(0, 0, 0.95)]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(1, 5, 1.0)]
    [InlineData(1, 5, 0.0)]
    [InlineData(1, 5, double.NaN)]
    public void Arguments_OutOfRange_AreRefused(long successes, long trials, double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Wilson(successes, trials, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.ClopperPearson(successes, trials, confidence));
    }
}
