using Fidelis.Numerics.Distributions;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Distributions;

public sealed class BinomialTestTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(7, 0.5)]
    [InlineData(40, 0.013)]
    public void TwoSided_EveryCount_IsTwiceTheNearerTail(int trials, double probability)
    {
        double[] terms = new double[trials + 1];
        double binomial = 1;
        for (int k = 0; k <= trials; k++)
        {
            terms[k] = binomial * Math.Pow(probability, k) * Math.Pow(1 - probability, trials - k);
            binomial *= (double)(trials - k) / (k + 1);
        }

        for (int k = 0; k <= trials; k++)
        {
            double expected = Math.Min(1, 2 * Math.Min(terms[..(k + 1)].Sum(), terms[k..].Sum()));

            // 41 terms, each good to a few roundings of its powers.
            NumericAssert.Close(expected, BinomialTest.TwoSided(k, trials, probability), 0, 1e-12);
        }
    }

    [Fact]
    public void TwoSided_ArgumentsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTest.TwoSided(1, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTest.TwoSided(-1, 2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTest.TwoSided(3, 2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTest.TwoSided(1, 2, 1));
    }
}
