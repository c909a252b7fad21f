using Fidelis.Features;
using Fidelis.Statistics;
using Fidelis.Statistics.Extrapolation;
using Fidelis.Testing;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Statistics.Extrapolation;

public sealed class SubsetTests
{
    [Theory]
    [InlineData(40, 6)]
    [InlineData(6, 40)]
    [InlineData(12, 12)]
    public void DistanceTo_AnySizes_EqualsTheDistanceByFactors(int count, int dimension)
    {
        FeatureMatrix reference = LcgSets.Features(1, count, dimension);
        FeatureMatrix generated = LcgSets.Features(2, 30, dimension, 1.2, 0.1);
        SetStatistics first = LcgSets.Of(reference);
        SetStatistics second = LcgSets.Of(generated);
        double expected = FrechetDistance.Between(first.Mean, first.Factor, second.Mean, second.Factor).Value;

        // Two exact routes in float64.
        NumericAssert.Close(expected, SubsetMoments.Of(reference).DistanceTo(SubsetMoments.Of(generated)), 1e-12, 1e-12);
    }

    [Fact]
    public void DistanceTo_ADeadChannel_GoesByTheSpectrum()
    {
        FeatureMatrix dead = new(3, [.. Enumerable.Range(0, 90).Select(i => i % 3 == 2 ? 0 : (float)Lcg.Values(4, 90)[i])]);

        // Rank 2 in 3 dimensions: a set against itself is 0 to rounding.
        NumericAssert.Close(0, SubsetMoments.Of(dead).DistanceTo(SubsetMoments.Of(dead)), 1e-13);
    }

    [Fact]
    public void Draw_Points_GrowsToAllImagesAndRepeats()
    {
        SubsetSizes sizes = new(5, 0.2, 7);
        FeatureMatrix features = LcgSets.Features(1, 50, 2);

        Assert.Equal([10, 20, 30, 40, 50], Enumerable.Range(0, 5).Select(point => sizes.At(point, 50)));
        Assert.Same(features, sizes.Draw(features, 0, 4));
        FeatureMatrix some = sizes.Draw(features, 0, 1);
        Assert.Equal(20, some.RowCount);
        Assert.Equal(some.Chunk(0).ToArray(), sizes.Draw(features, 0, 1).Chunk(0).ToArray());
        Assert.NotEqual(some.Chunk(0).ToArray(), sizes.Draw(features, 1, 1).Chunk(0).ToArray());
        Assert.Equal(20, Enumerable.Range(0, 20).Select(i => some.Row(i)[0]).Distinct().Count());
    }
}
