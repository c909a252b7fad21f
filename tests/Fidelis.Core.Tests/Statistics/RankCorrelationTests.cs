using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Of_WithoutTies_IsSpearmansFormula()
    {
        int[] order = [3, 1, 4, 0, 6, 2, 5, 9, 8, 7];
        double[] first = [.. Enumerable.Range(0, 10).Select(i => Math.Exp(i))];
        double[] second = [.. order.Select(rank => rank * rank * 0.25)];

        // 1 - 6 Σ d² / (n (n² - 1)) in whole numbers; the mean ranks round by a few 1e-16.
        double expected = 1 - (6.0 * order.Select((rank, i) => (rank - i) * (rank - i)).Sum() / (10 * 99));
        NumericAssert.Close([expected], [RankCorrelation.Of(first, second)!.Value], 1e-14);
    }

    [Fact]
    public void Of_Ties_ShareTheMeanOfTheirRanks()
    {
        // scipy 1.10.1: scipy.stats.spearmanr([1, 2, 2, 3, 5, 5, 5, 0], [2, 1, 4, 4, 3, 9, 9, 0]).statistic
        double found = RankCorrelation.Of([1, 2, 2, 3, 5, 5, 5, 0], [2, 1, 4, 4, 3, 9, 9, 0])!.Value;

        NumericAssert.Close([0.7889568540593018], [found], 1e-12);
    }

    [Fact]
    public void Of_MonotoneChange_ChangesNothing()
    {
        double[] first = Lcg.Values(5, 50);
        double[] second = Lcg.Values(6, 50);

        Assert.Equal(RankCorrelation.Of(first, second), RankCorrelation.Of([.. first.Select(Math.Exp)], second));
        Assert.Equal(-RankCorrelation.Of(first, second)!.Value, RankCorrelation.Of([.. first.Select(x => -x)], second)!.Value);
        Assert.Equal(1, RankCorrelation.Of(first, first));
    }

    [Fact]
    public void Of_ConstantOrNothing_IsUnknown()
    {
        Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
        Assert.Null(RankCorrelation.Of([], []));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1], [1, 2]));
    }
}
