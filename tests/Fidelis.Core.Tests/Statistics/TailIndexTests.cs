using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class TailIndexTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(3.5)]
    public void Of_QuantilesOfAParetoLaw_IsItsIndex(double index)
    {
        const int Count = 20_000;
        double[] values = [.. Enumerable.Range(0, Count).Select(i => Math.Pow(1 - ((i + 0.5) / Count), -1 / index))];

        // The mean of ln(x_i / x) over evenly spaced quantiles misses 1 / index by ln k / k.
        NumericAssert.Close(index, TailIndex.Of(values, 1000), 0, 0.01);
    }

    [Fact]
    public void Of_ThreeValues_IsThatOfPencilAndPaper() => NumericAssert.Close(2 / Math.Log(4 * 2), TailIndex.Of([0.5, 1, 2, 4], 2), 1e-15);

    [Fact]
    public void Of_EqualValues_IsInfinite() => Assert.Equal(double.PositiveInfinity, TailIndex.Of([1, 1, 1], 2));
}
