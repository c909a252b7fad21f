using Fidelis.Features;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Clusters;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Statistics.Clusters;

public sealed class FeatureClustersTests
{
    [Fact]
    public void Of_SeparateGroups_FindsThem()
    {
        // Four groups of 300 within 1 of corners that are 20 apart, in two matrices with a border of blocks between them.
        Xoshiro256 random = new(1);
        FeatureMatrix Groups(int count) => new(2, [.. Enumerable.Range(0, count).SelectMany(i => (float[])
        [
            (float)((20 * (i % 2)) + random.NextDouble()), (float)((20 * (i / 2 % 2)) + random.NextDouble()),
        ])]);
        FeatureMatrix[] parts = [Groups(700), Groups(500)];

        for (ulong seed = 0; seed < 5; seed++)
        {
            int[] found = FeatureClusters.Of(parts, 4, new Xoshiro256(seed)).Assignments;
            Assert.Equal(4, found.Take(4).Distinct().Count());
            Assert.All(Enumerable.Range(0, 1200), i => Assert.Equal(found[(i < 700 ? i : i - 700) % 4], found[i]));
        }
    }

    [Fact]
    public void Of_AnyVectors_EndsWhereEachIsNearestToTheMeanOfItsCluster()
    {
        FeatureMatrix features = LcgSets.Features(3, 900, 5);
        int[] assignments = FeatureClusters.Of([features], 12, new Xoshiro256(4)).Assignments;
        double[][] means = [.. Enumerable.Range(0, 12).Select(k => Enumerable.Range(0, 5).Select(j =>
            Enumerable.Range(0, 900).Where(i => assignments[i] == k).Average(i => (double)features.Row(i)[j])).ToArray())];
        double Distance(int i, int k) => Enumerable.Range(0, 5).Sum(j => Math.Pow(features.Row(i)[j] - means[k][j], 2));

        // float32 centres and products: 1e-6 of distances of size 1.
        Assert.All(Enumerable.Range(0, 900), i => Assert.True(Distance(i, assignments[i]) <= Enumerable.Range(0, 12).Min(k => Distance(i, k)) + 2e-6));
    }

    [Fact]
    public void Of_FewerDifferentVectorsThanClusters_Ends()
    {
        FeatureMatrix copies = new(1, [.. Enumerable.Range(0, 40).Select(i => (float)(i % 2))]);

        int[] assignments = FeatureClusters.Of([copies], 5, new Xoshiro256(1)).Assignments;

        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(assignments[i % 2], assignments[i]));
        Assert.NotEqual(assignments[0], assignments[1]);
    }

    [Fact]
    public void Of_OtherThreads_FindsTheSame()
    {
        FeatureMatrix features = LcgSets.Features(3, 2000, 5);
        int[] expected = FeatureClusters.Of([features], 20, new Xoshiro256(4)).Assignments;
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            Assert.Equal(expected, FeatureClusters.Of([features], 20, new Xoshiro256(4)).Assignments);
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }
}
