using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Tests.Metrics;

/// <summary>A pair of laws, from which any number of sets can be drawn, each image independently of the others.</summary>
/// <param name="Reference">Draws a reference set of so many images.</param>
/// <param name="Generated">Draws a generated set of so many images.</param>
internal sealed record CalibrationLaw(Func<Xoshiro256, int, FeatureSet> Reference, Func<Xoshiro256, int, FeatureSet> Generated)
{
    /// <summary>What an interval should cover, and how often it did.</summary>
    /// <param name="Id">The metric.</param>
    /// <param name="Target">The expected score at these sizes; of the metrics of endless sets the population's score.</param>
    /// <param name="Mean">The mean score.</param>
    /// <param name="Deviation">The deviation of the scores, with denominator n - 1.</param>
    /// <param name="Error">The root of the mean squared standard error.</param>
    /// <param name="Below">The share of intervals that lie below the target.</param>
    /// <param name="Above">The share of intervals that lie above it.</param>
    public sealed record Row(string Id, double Target, double Mean, double Deviation, double Error, double Below, double Above)
    {
        /// <summary>Gets the share of intervals that hold the target.</summary>
        public double Coverage => 1 - Below - Above;
    }

    /// <summary>The most images for which FLD is scored: it climbs a likelihood over all pairs of images 50 times, twice.</summary>
    private const int MostForLikelihood = 1000;

    /// <summary>Draws pairs of sets, and scores each by every metric of the catalogue that has an interval for them.</summary>
    /// <param name="referenceCount">Images of a reference set.</param>
    /// <param name="generatedCount">Images of a generated set.</param>
    /// <param name="pairs">The number of pairs. The mean of their scores stands for the expected score, which it misses by a fraction 1 / √pairs of their deviation.</param>
    public IReadOnlyList<Row> Cover(int referenceCount, int generatedCount, int pairs)
    {
        Xoshiro256 random = new(1);

        // Intervals of copying speak of new generated and held-out images with these training images.
        Xoshiro256 ofHeldOut = random.Split("held out");
        FeatureSet training = Reference(random.Split("training"), referenceCount);
        Dictionary<string, List<MetricScore>> scores = [];
        MetricNeeds absent = MetricNeeds.Labels | (Generated(random, 1).Probabilities is null ? MetricNeeds.Probabilities : MetricNeeds.None);
        IMetric[] metrics =
        [
            .. MetricCatalog.All.Where(metric => MetricComputation.ScoresSets(metric) && metric.Descriptor is { IsCostly: false, Layer: null } known && (known.Needs & absent) == 0)
                .Where(metric => metric is not FeatureLikelihoodDivergence || Math.Max(referenceCount, generatedCount) <= MostForLikelihood),
        ];
        for (int pair = 0; pair < pairs; pair++)
        {
            SetStatistics reference = SetStatistics.Of("reference", Reference(random, referenceCount));
            SetStatistics withHeldOut = SetStatistics.Of("training", training, SetStatistics.Of("held out", Reference(ofHeldOut, generatedCount)));
            SetStatistics generated = SetStatistics.Of("generated", Generated(random, generatedCount));
            foreach (IMetric metric in metrics)
            {
                bool ofTraining = metric.Descriptor.Needs.HasFlag(MetricNeeds.HeldOut);
                MetricScore score = MetricComputation.Compute(metric, ofTraining ? withHeldOut : reference, generated, MetricSettings.Default).Score;
                if (score.Interval is not null)
                {
                    (scores.TryGetValue(metric.Descriptor.Id, out List<MetricScore>? list) ? list : scores[metric.Descriptor.Id] = []).Add(score);
                }
            }
        }

        return [.. scores.Select(entry => Summarise(entry.Key, entry.Value))];
    }

    private Row Summarise(string id, List<MetricScore> scores)
    {
        double mean = scores.Average(score => score.Value);
        double target = id switch
        {
            "fid-infinity" => Population("fid"),
            "is-infinity" => Population("is", ("splits", "1")),
            _ => mean,
        };
        return new Row(
            id,
            target,
            mean,
            Math.Sqrt(scores.Sum(score => (score.Value - mean) * (score.Value - mean)) / (scores.Count - 1)),
            Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value)),
            scores.Average(score => score.Interval!.Value.Upper < target ? 1.0 : 0),
            scores.Average(score => score.Interval!.Value.Lower > target ? 1.0 : 0));
    }

    /// <summary>The score of sets so large that what is left of the bias, a part in a hundred of that of 1,000 images, does not matter.</summary>
    private double Population(string id, params (string Name, string Value)[] settings)
    {
        const int Count = 100_000;
        Xoshiro256 random = new(2);
        return ((ISetMetric)MetricCatalog.Find(id)!).Compute(
            SetStatistics.Of("reference", Reference(random, Count)),
            SetStatistics.Of("generated", Generated(random, Count)),
            new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value))).Value;
    }
}
