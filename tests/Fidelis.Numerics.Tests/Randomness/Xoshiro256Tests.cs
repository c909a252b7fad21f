using System.Globalization;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Randomness;

public sealed class Xoshiro256Tests
{
    // The sequence of the state 1, 2, 3, 4 in the tests of other implementations of the published code.
    [Fact]
    public void NextUInt64_StateOneToFour_IsThePublishedSequence()
    {
        Xoshiro256 generator = new(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576];
        Assert.Equal(expected, Enumerable.Range(0, 10).Select(_ => generator.NextUInt64()));
    }

    [Fact]
    public void Sequences_AgainstPython_AreEqual()
    {
        var golden = Golden.Load("numerics", "random");
        foreach (var pair in golden.GetProperty("splitmix").EnumerateArray())
        {
            SplitMix64 generator = new(ulong.Parse(pair[0].GetString()!, CultureInfo.InvariantCulture));
            foreach (var value in pair[1].EnumerateArray())
            {
                Assert.Equal(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture), generator.Next());
            }
        }

        foreach (var pair in golden.GetProperty("xoshiro").EnumerateArray())
        {
            Xoshiro256 generator = new(ulong.Parse(pair[0].GetString()!, CultureInfo.InvariantCulture));
            foreach (var value in pair[1].EnumerateArray())
            {
                Assert.Equal(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture), generator.NextUInt64());
            }
        }
    }

    [Fact]
    public void NextDouble_ManyDraws_AreUniform()
    {
        Xoshiro256 generator = new(1);
        const int Count = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = generator.NextDouble();
            Assert.InRange(x, 0, 1 - (1.0 / (1L << 53)));
            sum += x;
            squares += x * x;
        }

        // Five standard errors: sqrt(1/12 / n) of the mean and sqrt(4/45 / n) of the mean square.
        NumericAssert.Close(0.5, sum / Count, 5 * Math.Sqrt(1.0 / 12 / Count));
        NumericAssert.Close(1.0 / 3, squares / Count, 5 * Math.Sqrt(4.0 / 45 / Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void NextInt32_Bound_DrawsEveryNumberEquallyOften(int bound)
    {
        Xoshiro256 generator = new(5);
        int[] counts = new int[bound];
        const int PerNumber = 2000;
        for (int i = 0; i < bound * PerNumber; i++)
        {
            counts[generator.NextInt32(bound)]++;
        }

        // Five standard deviations of a count.
        Assert.All(counts, c => Assert.InRange(c, PerNumber - (5 * Math.Sqrt(PerNumber)), PerNumber + (5 * Math.Sqrt(PerNumber))));
    }

    [Fact]
    public void NextInt32_LargestBound_StaysBelow()
    {
        Xoshiro256 generator = new(6);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(generator.NextInt32(int.MaxValue), 0, int.MaxValue - 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void NextInt32_BoundNotPositive_IsRefused(int bound) => Assert.Throws<ArgumentOutOfRangeException>(() => new Xoshiro256(1).NextInt32(bound));

    [Fact]
    public void NextGaussian_ManyDraws_HaveNormalMoments()
    {
        Xoshiro256 generator = new(2);
        const int Count = 200_000;
        double[] moments = new double[5];
        for (int i = 0; i < Count; i++)
        {
            double x = generator.NextGaussian();
            for (int k = 1; k <= 4; k++)
            {
                moments[k] += Math.Pow(x, k) / Count;
            }
        }

        // Five standard errors; the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
        NumericAssert.Close(0, moments[1], 5 * Math.Sqrt(1.0 / Count));
        NumericAssert.Close(1, moments[2], 5 * Math.Sqrt(2.0 / Count));
        NumericAssert.Close(0, moments[3], 5 * Math.Sqrt(15.0 / Count));
        NumericAssert.Close(3, moments[4], 5 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void Permutation_ThreeElements_TakesEveryOrderEquallyOften()
    {
        Xoshiro256 generator = new(3);
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 12_000; i++)
        {
            string order = string.Join(',', generator.Permutation(3));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Five standard deviations of a count of mean 2,000.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 1776, 2224));
    }

    [Fact]
    public void Permutation_Any_HoldsEveryNumberOnce()
    {
        foreach (int n in new[] { 0, 1, 2, 257 })
        {
            Assert.Equal(Enumerable.Range(0, n), new Xoshiro256(9).Permutation(n).Order());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Xoshiro256(9).Permutation(-1));
    }

    [Fact]
    public void Split_AfterDraws_GivesTheSameStream()
    {
        Xoshiro256 a = new(4);
        ulong expected = a.Split("augmentation").NextUInt64();
        _ = a.NextGaussian();
        _ = a.NextUInt64();
        Assert.Equal(expected, a.Split("augmentation").NextUInt64());
    }

    [Fact]
    public void Split_DifferentLabelsSeedsAndOrders_GiveDifferentStreams()
    {
        Xoshiro256 one = new(1);
        Xoshiro256 two = new(2);
        ulong[] first =
        [
            one.NextUInt64(), two.NextUInt64(),
            one.Split("a").NextUInt64(), one.Split("b").NextUInt64(), two.Split("a").NextUInt64(), one.Split(string.Empty).NextUInt64(),
            one.Split("a").Split("b").NextUInt64(), one.Split("b").Split("a").NextUInt64(), one.Split("a").Split("a").NextUInt64(),
            .. Enumerable.Range(0, 1000).Select(i => one.Split((ulong)i).NextUInt64()),
        ];
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void Split_Streams_AreUncorrelated()
    {
        Xoshiro256 a = new Xoshiro256(1).Split(0);
        Xoshiro256 b = new Xoshiro256(1).Split(1);
        const int Count = 100_000;
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += (a.NextDouble() - 0.5) * (b.NextDouble() - 0.5);
        }

        // The product has mean 0 and standard deviation 1/12: five standard errors.
        NumericAssert.Close(0, sum / Count, 5.0 / 12 / Math.Sqrt(Count));
    }
}
