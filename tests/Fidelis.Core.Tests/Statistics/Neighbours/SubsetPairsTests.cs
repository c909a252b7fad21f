using Fidelis.Features;
using Fidelis.Statistics.Neighbours;
using Fidelis.Testing;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Statistics.Neighbours;

public sealed class SubsetPairsTests
{
    private const int References = 12;
    private const int Points = 40;

    private static readonly FeatureSet Reference = SampleSets.Draw(1, References, 2);
    private static readonly FeatureSet Generated = SampleSets.Draw(2, Points, 2, 0.3);

    [Fact]
    public void Pairs_EverySize_SplitTheSetIntoAFifthThatIsSharedAndTheRest()
    {
        foreach (int images in (int[])[2, 3, 7, 10, 101])
        {
            SubsetPairs parts = new(images);
            int size = SubsetPairs.SizeOf(images);
            for (int pair = 0; pair < SubsetPairs.Count; pair++)
            {
                HashSet<int> first = [.. Part(parts, pair, isFirst: true)];
                HashSet<int> second = [.. Part(parts, pair, isFirst: false)];
                Assert.Equal((size, size), (first.Count, second.Count));
                Assert.Equal(images, first.Union(second).Count());
            }
        }

        Assert.Equal(60, SubsetPairs.SizeOf(100));
    }

    [Fact]
    public void Scale_DifferencesOfShares_GiveTheirVarianceOnAverage()
    {
        Random random = new(1);
        SubsetPairs parts = new(200);
        double ratio = Enumerable.Range(0, 100).Average(_ =>
        {
            bool[] has = [.. Enumerable.Range(0, parts.ImageCount).Select(_ => random.Next(4) == 0)];
            double share = has.Average(value => value ? 1.0 : 0);
            return parts.Scale * parts.Differences(has).Average(difference => difference * difference) / (share * (1 - share) / (parts.ImageCount - 1));
        });

        // A mean of 256 squares of differences that are all but normal varies by √(2/256) = 9 %, that of 100 by 0.9 %; three and a half of these.
        NumericAssert.Close(1, ratio, 0.03);
    }

    [Fact]
    public void Precision_PartsScoredOneByOne_HasTheirVariance()
    {
        const int K = 2;
        RedrawnShare share = Precision(Reference, K);
        SubsetPairs parts = share.Parts;

        double expected = Variance(parts, rows => Precision(Reference.Select(rows), K).Outcomes, out double[] differences);

        // Sums of 256 quotients of whole numbers.
        NumericAssert.Close(expected, share.Variance, 0, 1e-12);
        double growth = share.Differences[0] / differences[0];
        NumericAssert.Close(differences.Select(difference => difference * growth).ToArray(), share.Differences, 1e-14);
    }

    [Fact]
    public void AuthPct_PartsScoredOneByOne_HasTheirVariance()
    {
        double[,] within = PointSets.Distances(Reference.Features!, Reference.Features!);
        double[,] across = PointSets.Distances(Reference.Features!, Generated.Features!);
        bool[] Authentic(long[] rows) =>
        [
            .. Enumerable.Range(0, Points).Select(point =>
            {
                long nearest = rows.MinBy(row => across[row, point]);
                return across[nearest, point] > rows.Where(row => row != nearest).Min(row => within[nearest, row]);
            }),
        ];

        double error = NeighbourGolden.Score("authpct", (SampleSets.Of(Reference), SampleSets.Of(Generated))).StandardError!.Value;

        NumericAssert.Close(100 * Math.Sqrt(Variance(new SubsetPairs(References), Authentic, out _)), error, 0, 1e-12);
    }

    [Fact]
    public void Density_PartsScoredOneByOne_HasTheirVariance()
    {
        const int K = 2;
        double[,] within = PointSets.Distances(Reference.Features!, Reference.Features!);
        double[,] across = PointSets.Distances(Reference.Features!, Generated.Features!);
        int[] Counts(HashSet<int> part) =>
        [
            .. Enumerable.Range(0, References * Points).Select(cell => part.Contains(cell / Points)
                && across[cell / Points, cell % Points] < part.Where(row => row != cell / Points).Select(row => within[cell / Points, row]).Order().ElementAt(K - 1) ? 1 : 0),
        ];
        SubsetPairs parts = new(References);
        double squares = 0;
        double counted = 0;
        for (int pair = 0; pair < SubsetPairs.Count; pair++)
        {
            int[] first = Counts([.. Part(parts, pair, isFirst: true)]);
            int[] second = Counts([.. Part(parts, pair, isFirst: false)]);
            squares += Math.Pow(first.Sum() - second.Sum(), 2) - first.Zip(second, (one, other) => Math.Abs(one - other)).Sum();
            counted += 0.5 * (first.Sum() + second.Sum());
        }

        int[] all = Counts([.. Enumerable.Range(0, References)]);
        double[] densities = [.. Enumerable.Range(0, Points).Select(point => Enumerable.Range(0, References).Sum(row => all[(row * Points) + point]) / (double)K)];
        double mean = densities.Average();
        double ofPoints = densities.Sum(density => (density - mean) * (density - mean)) / (Points - 1) / Points;
        double ofBalls = mean * parts.Scale * squares / counted / (K * Points);

        double error = NeighbourGolden.Score("density", (SampleSets.Of(Reference), SampleSets.Of(Generated)), k: K).StandardError!.Value;

        Assert.True(ofBalls > 0.1 * ofPoints);
        NumericAssert.Close(Math.Sqrt(ofPoints + ofBalls), error, 0, 1e-12);
    }

    [Fact]
    public void LaneCounts_AnyWeights_EqualsAPlainSum()
    {
        Random random = new(1);
        LaneCounts counts = new();
        long[] expected = new long[64];
        for (int i = 0; i < 300; i++)
        {
            ulong lanes = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            int weight = random.Next(1 << random.Next(20));
            counts.Add(lanes, weight);
            for (int lane = 0; lane < 64; lane++)
            {
                expected[lane] += weight * (long)((lanes >> lane) & 1);
            }
        }

        Assert.Equal(expected, Enumerable.Range(0, 64).Select(lane => counts[lane]));
    }

    [Fact]
    public void StandardError_BallsThatOverlapMuch_IsThatOfTheScores()
    {
        // In two dimensions leaving out images gives 1.3 to 1.5 times the deviation. A deviation of 300 scores is uncertain by 4 %, of which three are allowed.
        foreach (NeighbourCalibration.Row row in NeighbourCalibration.Coverage(["precision", "recall", "f1", "density", "authpct"], "flat", 2, 80, 80, 0.3, 0.95, 300))
        {
            NumericAssert.Close(1.04, row.Error / row.Deviation, 0.13);
        }
    }

    private static RedrawnShare Precision(FeatureSet reference, int k)
    {
        PairNeighbours neighbours = SampleSets.Of(reference).PairWith(SampleSets.Of(Generated)).Neighbours(SubsetPairs.DepthFor(k));
        return CoveredShare.Of(neighbours.ReferenceBalls, neighbours.Reference, neighbours.ReferenceParts, k);
    }

    /// <summary>The variance of a share by its definition, every part scored by itself.</summary>
    private static double Variance(SubsetPairs parts, Func<long[], bool[]> outcomes, out double[] differences)
    {
        differences = new double[SubsetPairs.Count];
        double squares = 0;
        double binomial = 0;
        for (int pair = 0; pair < SubsetPairs.Count; pair++)
        {
            bool[] first = outcomes([.. Part(parts, pair, isFirst: true).Select(row => (long)row)]);
            bool[] second = outcomes([.. Part(parts, pair, isFirst: false).Select(row => (long)row)]);
            int[] changes = [.. first.Zip(second, (one, other) => (one ? 1 : 0) - (other ? 1 : 0))];
            double mean = 0.5 * (first.Average(one => one ? 1.0 : 0) + second.Average(other => other ? 1.0 : 0));
            differences[pair] = changes.Average();
            binomial += mean * (1 - mean);

            // The products of two different points.
            squares += changes.SelectMany((one, i) => changes.Where((_, j) => j != i).Select(other => (double)one * other)).Sum() / (Points * (Points - 1));
        }

        double share = outcomes([.. Enumerable.Range(0, References).Select(row => (long)row)]).Average(counted => counted ? 1.0 : 0);
        Assert.True(squares > 0);
        return share * (1 - share) * ((parts.Scale * squares / binomial) + (1.0 / (Points - 1)));
    }

    private static IEnumerable<int> Part(SubsetPairs parts, int pair, bool isFirst) => Enumerable.Range(0, parts.ImageCount)
        .Where(image => (((isFirst ? parts.First(pair / 64) : parts.Second(pair / 64))[image] >> (pair % 64)) & 1) != 0);
}
