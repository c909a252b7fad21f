using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Neighbours;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics.Neighbours;

public sealed class NearestTests
{
    public static TheoryData<string> Kinds => PointSets.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Within_SetsOfEveryKind_EqualsBruteForceInFloat64(string kind)
    {
        foreach ((int count, int dimension, int k) in ((int, int, int)[])[(2, 3, 1), (7, 1, 6), (60, 17, 5), (151, 64, 6)])
        {
            FeatureMatrix features = PointSets.Draw(kind, count, count, dimension);
            double[,] distances = PointSets.Distances(features, features);
            NeighbourTable expected = Sorted(distances, k, within: true);
            foreach (int? block in count > 100 ? (int?[])[null, 16] : [null, 1, 5])
            {
                AssertEqual(expected, Nearest.Within(features, k, block));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_TwoSetsOfEveryKind_EqualsBruteForceInFloat64(string kind)
    {
        foreach ((int rows, int columns, int dimension, int k) in ((int, int, int, int)[])[(1, 1, 1, 1), (33, 70, 9, 3), (130, 50, 33, 2)])
        {
            FeatureMatrix first = PointSets.Draw(kind, 1, rows, dimension);
            FeatureMatrix second = PointSets.Draw(kind, 2, columns, dimension);
            NeighbourTable expected = Sorted(PointSets.Distances(first, second), k, within: false);
            foreach (bool isRounded in (bool[])[false, true])
            {
                AssertEqual(expected, Nearest.Of(new EuclideanMeasure(first, second, isWithin: false, isRounded), k));
            }
        }
    }

    [Fact]
    public void Within_AnyThreads_GivesTheSameDigits()
    {
        FeatureMatrix features = PointSets.Draw("normal", 1, 700, 20);
        NeighbourTable expected = Nearest.Within(features, 4);
        int before = Parallelism.ThreadCount;
        try
        {
            foreach (int threads in (int[])[1, 3])
            {
                Parallelism.ThreadCount = threads;
                NeighbourTable actual = Nearest.Within(features, 4);
                Assert.Equal(expected.Indices, actual.Indices);
                Assert.Equal(expected.Measures, actual.Measures);
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Within_AFeatureThatIsNoNumber_IsRefusedByImage(float bad)
    {
        FeatureMatrix features = new(2, [1, 2, 3, bad, 5, 6]);

        InputException e = Assert.Throws<InputException>(() => Nearest.Within(features, 1));

        Assert.StartsWith("Features must be finite numbers, but one of image 1 is", e.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Estimate_EveryPair_HoldsTheExactDistance(string kind)
    {
        FeatureMatrix first = PointSets.Draw(kind, 3, 70, 129);
        FeatureMatrix second = PointSets.Draw(kind, 4, 90, 129);
        double[,] distances = PointSets.Distances(first, second);
        AssertHolds(new EuclideanMeasure(first, second, isWithin: false, isRounded: false), distances);
        AssertHolds(new EuclideanMeasure(first, second, isWithin: false, isRounded: true), distances);
    }

    private static void AssertHolds(EuclideanMeasure measure, double[,] distances)
    {
        int inside = 0;
        DistanceTiles.Run(measure, tile => TileScan.ByRows(tile, All(70), All(90), (row, column, product) =>
        {
            (double lower, double upper) = measure.Estimate(row, column, product);
            double exact = distances[row, column] / measure.Unit;
            Assert.True(lower <= exact && exact <= upper, $"Pair {row}, {column}: {lower:R} <= {exact:R} <= {upper:R} fails.");
            Assert.True(
                product - measure.ColumnTerms[column] >= measure.RowCut(row, exact) && product - measure.ColumnCut(column, exact) >= measure.RowTerms[row],
                $"Pair {row}, {column} at {exact:R} does not pass the cut at its own distance.");
            Interlocked.Increment(ref inside);
        }));
        Assert.Equal(70 * 90, inside);
    }

    private static float[] All(int count) => [.. Enumerable.Repeat(-1e30f, count)];

    private static NeighbourTable Sorted(double[,] distances, int k, bool within)
    {
        List<int> indices = [];
        List<double> measures = [];
        for (int i = 0; i < distances.GetLength(0); i++)
        {
            int[] order = [.. Enumerable.Range(0, distances.GetLength(1)).Where(j => !within || j != i).OrderBy(j => distances[i, j]).ThenBy(j => j).Take(k)];
            indices.AddRange(order);
            measures.AddRange(order.Select(j => distances[i, j]));
        }

        return new NeighbourTable(k, [.. indices], [.. measures]);
    }

    private static void AssertEqual(NeighbourTable expected, NeighbourTable actual)
    {
        // The sums have another order: their last digits, and nothing else, may differ, so that points at equal distances may change places.
        NumericAssert.Close(expected.Measures, actual.Measures, 0, 1e-14);
        for (int i = 0; i < expected.Indices.Length; i++)
        {
            bool isTied = (i > 0 && Math.Abs(expected.Measures[i] - expected.Measures[i - 1]) <= 1e-14 * expected.Measures[i])
                || i % expected.Depth == expected.Depth - 1
                || Math.Abs(expected.Measures[i + 1] - expected.Measures[i]) <= 1e-14 * expected.Measures[i];
            Assert.True(expected.Indices[i] == actual.Indices[i] || isTied, $"Neighbour {i}: {actual.Indices[i]} instead of {expected.Indices[i]}.");
        }
    }
}
