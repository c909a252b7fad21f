using Fidelis.Features;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Features;

public sealed class RepetitionTests
{
    [Fact]
    public void Of_CopiesOfSome_CountsThemAsGroupingDoes()
    {
        Random random = new(3);
        int[] things = [.. Enumerable.Range(0, 500).Select(_ => random.Next(400))];
        int[] groups = [.. things.GroupBy(thing => thing).Select(group => group.Count())];

        Repetition repetition = Repetition.Of(things);

        Assert.Equal((500, groups.Length, groups.Where(count => count > 1).Sum()), (repetition.Count, repetition.DifferentCount, repetition.RepeatedCount));
        Assert.Equal(Math.Sqrt(groups.Sum(count => (double)count * count) / 500), repetition.Inflation, 12);
    }

    [Fact]
    public void Of_ThingsWithEqualHashes_AreComparedThemselves()
    {
        // The hash of a 64-bit number is the exclusive or of its halves.
        Assert.Equal(new Repetition(3, 3, 0, 1), Repetition.Of<long>([0, (1L << 32) | 1, (2L << 32) | 2]));
        Assert.Equal(1, Repetition.CountShared<long>([0, 5], [(1L << 32) | 1, 5, 5]));
    }

    [Fact]
    public void Of_NoThings_HasNone() => Assert.Equal(0, Repetition.Of<int>([]).RepeatedCount);

    [Fact]
    public void Of_RowsOfSeveralChunks_AreEqualWhereTheirBitsAre()
    {
        FeatureMatrix rows = SampleSets.Draw(1, 30, 37).Select([.. Enumerable.Range(0, 60).Select(i => (long)(i % 30))]).Features!;
        FeatureMatrix chunked = SampleSets.Rechunk(rows, 7);

        Assert.Equal(new Repetition(60, 30, 60, Math.Sqrt(2)), Repetition.Of(FeatureRow.AllOf(chunked)));
        Assert.Equal(60, Repetition.CountShared(FeatureRow.AllOf(chunked), FeatureRow.AllOf(rows)));
        Assert.Equal(0, Repetition.CountShared(FeatureRow.AllOf(chunked), FeatureRow.AllOf(SampleSets.Draw(2, 30, 37).Features!)));
    }
}
