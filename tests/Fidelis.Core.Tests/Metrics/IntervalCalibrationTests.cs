using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Tests.Metrics;

/// <summary>The tables of docs/metrics that say how often an interval covers the expected score: minutes of simulation, run with FIDELIS_CALIBRATION=1.</summary>
public sealed class IntervalCalibrationTests(ITestOutputHelper output)
{
    private const int Pairs = 300;
    private const int Dimension = 32;

    public static TheoryData<string, string, int, int> Cases
    {
        get
        {
            TheoryData<string, string, int, int> cases = [];
            foreach (string id in (string[])["kid", "mmd-rbf", "vendi", "prd-f8-recall", "prd-f8-precision", "sliced-wasserstein", "mind"])
            {
                foreach ((string law, int n1, int n2) in ((string, int, int)[])[("far", 100, 100), ("far", 450, 160), ("far", 1000, 1000), ("near", 450, 320), ("same", 450, 320)])
                {
                    cases.Add(id, law, n1, n2);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Interval_ManyPairs_CoversTheExpectedScoreAsTheTableSays(string id, string law, int referenceCount, int generatedCount)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for minutes.");
        ISetMetric metric = (ISetMetric)MetricCatalog.Find(id)!;
        (double shift, double scale, double share) = law switch
        {
            "far" => (0.5, 1.3, 0.5),
            "near" => (0.1, 1, 0.3),
            _ => (0, 1, 0.25),
        };
        Xoshiro256 random = new(1);
        MetricScore[] scores =
        [
            .. Enumerable.Range(0, Pairs).Select(_ => metric.Compute(Draw(random, referenceCount, 0, 1, 0.25), Draw(random, generatedCount, shift, scale, share), MetricSettings.Default)),
        ];

        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => (score.Value - mean) * (score.Value - mean)) / (Pairs - 1));
        double error = Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value));
        double covered = scores.Count(score => score.Interval!.Value.Lower <= mean && mean <= score.Interval.Value.Upper) / (double)Pairs;
        output.WriteLine($"| {id} | {law} | {referenceCount} : {generatedCount} | {mean:G4} | {deviation:G3} | {error / deviation:F2} | {covered:P1} |");

        // 95 % of 300 has a deviation of 1.3 %. Scores of 100 images are skewed and of one piece with their errors, which costs some 4 %; the error
        // of PRD does not know that its clusters move with the images, which costs up to 10 %.
        Assert.InRange(covered, id.StartsWith("prd", StringComparison.Ordinal) ? 0.81 : 0.87, 1);
    }

    /// <summary>Draws rectified features of four classes, as a classifier makes them; the first class has the given share.</summary>
    private static SetStatistics Draw(Xoshiro256 random, int count, double shift, double scale, double share)
    {
        float[] features = new float[count * Dimension];
        for (int i = 0; i < count; i++)
        {
            int label = random.NextDouble() < share ? 0 : 1 + random.NextInt32(3);
            for (int j = 0; j < Dimension; j++)
            {
                double centre = j % 4 == label ? 2 : 0.2;
                features[(i * Dimension) + j] = (float)Math.Max(0, centre + shift + (scale * random.NextGaussian() / Math.Sqrt(1 + (j / 4))));
            }
        }

        return LcgSets.Of(new FeatureMatrix(Dimension, features));
    }
}
