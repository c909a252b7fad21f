using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>The memorization-informed Fréchet Inception Distance: FID over the mean cosine distance to the nearest reference image, where that is small.</summary>
/// <remarks>
/// C.-Y. Bai et al., On Training Sample Memorization: Lessons from Benchmarking Generative Modeling with a Large-scale Competition, 2021,
/// section 4: FID / (D + 1e-14) with D = mean over generated of min over reference of (1 - |cos|), and D = 1 from the threshold on.
/// </remarks>
public sealed class MemorizationInformedDistance : ISetMetric
{
    private const double Epsilon = 1e-14;

    // Cosines of float64 are good to some 1e-13: below, the distance of copies is rounding.
    private const double CopyDistance = 1e-12;

    private static readonly MetricOptions<MemorizationInformedDistanceOptions> Options =
        new MetricOptions<MemorizationInformedDistanceOptions>(new MemorizationInformedDistanceOptions()).Number(
            "threshold",
            "The mean cosine distance from which on nothing counts as memorized, and the score is FID.",
            0,
            1,
            options => options.Threshold,
            (options, value) => options with { Threshold = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "mifid",
        Name = "Memorization-Informed FID",
        Meaning = "FID, divided by how far the generated images are from the nearest reference images where they are very near: copies are no good score.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence,
        Reference = "Bai et al. 2021, On Training Sample Memorization, arXiv:2106.03062",
        IsDistance = true,
        FloorRate = 1,
        Options = Options,
        MinimumImageCount = 2,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        double threshold = Options.Bind(settings).Threshold;
        FeaturePair features = FeaturePair.Of(reference, generated, "MIFID", Descriptor.MinimumImageCount);
        PairStatistics pair = reference.PairWith(generated);
        double distance = pair.FrechetDistance.Value;
        NeighbourTable nearest = Nearest.Of(new CosineMeasure(features.Generated, features.Reference), 2);
        double[] cosines = [.. Enumerable.Range(0, nearest.Count).Select(image => nearest.Measure(image, 1))];
        double mean = cosines.Average();
        bool isMemorized = mean < threshold;
        Dictionary<string, double> details = new() { ["fid"] = distance, ["cosineDistance"] = mean };
        if (isMemorized && mean <= CopyDistance)
        {
            return new MetricScore(double.PositiveInfinity)
            {
                Details = details,
                WhyNoInterval = $"Every image of '{generated.Name}' has the features of a reference image, or those of a brighter one: MIFID of copies is infinite.",
            };
        }

        double divisor = isMemorized ? mean + Epsilon : 1;
        FrechetInfluence influence = pair.FrechetInfluence!;
        DeletionEffects effects = OfDistance(influence).Combine(
            1 / divisor, OfCosines(nearest, cosines, features), isMemorized ? -distance / (divisor * divisor) : 0);
        double value = distance / divisor;
        return new MetricScore(value)
        {
            StandardError = effects.StandardError,
            Interval = ScoreInterval.OfSquaredDistance(value, effects.StandardError),
            IntervalMethod = NeighbourScores.Method,
            Details = details,
        };
    }

    private static DeletionEffects OfDistance(FrechetInfluence influence) => new(
        [.. influence.Reference.Select(value => -value / influence.Reference.Length)],
        new double[influence.Reference.Length],
        [.. influence.Generated.Select(value => -value / influence.Generated.Length)],
        new double[influence.Generated.Length]);

    private static DeletionEffects OfCosines(NeighbourTable nearest, double[] cosines, FeaturePair features)
    {
        double mean = cosines.Average();
        double[] effects = new double[features.Reference.RowCount];
        double[] noise = new double[effects.Length];
        for (int image = 0; image < cosines.Length; image++)
        {
            // Without its nearest reference image an image has the second nearest.
            double change = (nearest.Measure(image, 2) - cosines[image]) / cosines.Length;
            effects[nearest.Index(image, 1)] += change;
            noise[nearest.Index(image, 1)] += change * change;
        }

        return new DeletionEffects(effects, noise, [.. cosines.Select(value => (mean - value) / (cosines.Length - 1))], new double[cosines.Length]);
    }
}
