using System.Text.Json;
using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class RankProbabilityIntervalTests
{
    [Fact]
    public void Newcombe_ManyAreas_AgreesWithAnotherRootFinder()
    {
        foreach (JsonElement golden in Golden.Load("training", "judgement").GetProperty("newcombe").EnumerateArray())
        {
            (double lower, double upper) = RankProbabilityInterval.Newcombe(
                golden.GetProperty("area").GetDouble(), golden.GetProperty("m").GetInt64(), golden.GetProperty("n").GetInt64());

            // Roots of a function of slope above 1/2 to 1e-15.
            NumericAssert.Close([golden.GetProperty("lower").GetDouble(), golden.GetProperty("upper").GetDouble()], [lower, upper], 1e-12);
        }
    }

    [Theory]
    [InlineData(0.7, 12, 40)]
    [InlineData(1, 3, 9)]
    public void Newcombe_SetsExchanged_TurnsTheIntervalAround(double area, int m, int n)
    {
        (double lower, double upper) = RankProbabilityInterval.Newcombe(area, m, n);
        (double otherLower, double otherUpper) = RankProbabilityInterval.Newcombe(1 - area, n, m);

        NumericAssert.Close([1 - upper, 1 - lower], [otherLower, otherUpper], 1e-14);
        Assert.InRange(area, lower, upper);
    }

    [Fact]
    public void Newcombe_OneOfEach_IsTheClosedForm()
    {
        // m = n = N = 1: V = A (1 - A), which is Wilson's interval of one trial.
        (double lower, double upper) = RankProbabilityInterval.Newcombe(1, 1, 1);
        (double wilsonLower, double wilsonUpper) = BinomialInterval.Wilson(1, 1);

        NumericAssert.Close([wilsonLower, wilsonUpper], [lower, upper], 1e-12);
    }

    [Fact]
    public void Newcombe_ArgumentsOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RankProbabilityInterval.Newcombe(1.1, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankProbabilityInterval.Newcombe(double.NaN, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankProbabilityInterval.Newcombe(0.5, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankProbabilityInterval.Newcombe(0.5, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankProbabilityInterval.Newcombe(0.5, 3, 3, 1));
    }
}
