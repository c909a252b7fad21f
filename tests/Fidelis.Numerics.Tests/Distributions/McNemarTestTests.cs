using System.Text.Json;
using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class McNemarTestTests
{
    [Fact]
    public void Test_ManyCounts_AgreesWithScipy()
    {
        foreach (JsonElement golden in Golden.Load("training", "judgement").GetProperty("mcnemar").EnumerateArray())
        {
            (double exact, double midP) = McNemarTest.Test(golden.GetProperty("first").GetInt64(), golden.GetProperty("second").GetInt64());

            // The incomplete beta function to a few units of 1e-14 relative, in both.
            double[] expected = [golden.GetProperty("exact").GetDouble(), golden.GetProperty("midP").GetDouble()];
            NumericAssert.Close(expected, [exact, midP], 0, 1e-10);
            NumericAssert.Close(golden.GetProperty("binomialTest").GetDouble(), exact, 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 0, 1, 0.5)]
    [InlineData(0, 5, 0.0625, 0.03125)]
    [InlineData(1, 4, 0.375, 0.21875)]
    [InlineData(3, 3, 1, 1)]
    public void Test_FewDisagreements_IsTheSumOfCoinTosses(long first, long second, double exact, double midP)
    {
        (double Exact, double MidP) found = McNemarTest.Test(first, second);

        NumericAssert.Close([exact, midP], [found.Exact, found.MidP], 1e-14);
        Assert.Equal(found, McNemarTest.Test(second, first));
    }

    [Fact]
    public void Test_NegativeCount_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => McNemarTest.Test(-1, 2));
}
