using System.Text.Json;
using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class BetaBinomialDistributionTests
{
    [Fact]
    public void Quantile_GoldenCases_EqualSciPy()
    {
        foreach (JsonElement entry in Golden.Load("numerics", "beta-binomial").EnumerateArray())
        {
            Assert.Equal(
                entry.GetProperty("quantile").GetInt64(),
                BetaBinomialDistribution.Quantile(
                    entry.GetProperty("probability").GetDouble(), entry.GetProperty("trials").GetInt64(), entry.GetProperty("alpha").GetDouble(), entry.GetProperty("beta").GetDouble()));
        }
    }

    [Fact]
    public void Quantile_AFlatPrior_IsUniform()
    {
        // With alpha = beta = 1 each of 0 to 9 has probability 1/10.
        for (int count = 0; count < 10; count++)
        {
            Assert.Equal(count, BetaBinomialDistribution.Quantile((count + 0.5) / 10, 9, 1, 1));
        }
    }

    [Fact]
    public void Quantile_AMillionTrials_LosesNothingToUnderflow()
    {
        // The mean is 1 %, and its deviation that of the beta distribution: sqrt(0.01 * 0.99 / 10,001) = 0.1 %.
        Assert.InRange(BetaBinomialDistribution.Quantile(0.5, 1_000_000, 100, 9900), 9_900, 10_000);
    }

    [Fact]
    public void Quantile_ArgumentsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialDistribution.Quantile(0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialDistribution.Quantile(0.5, -1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialDistribution.Quantile(0.5, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialDistribution.Quantile(0.5, 1, 1, double.NaN));
    }
}
