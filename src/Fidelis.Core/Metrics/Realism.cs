using System.Globalization;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>The realism score of every generated image: the largest ratio of the radius of a ball about a reference image to the distance of the image to its centre.</summary>
/// <remarks>
/// T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019, eq. 3, of distances as there (the authors' code
/// takes their squares). As in the paper, balls above the median radius do not count. The score of the set is the mean.
/// </remarks>
public sealed class Realism : IPerImageMetric
{
    /// <summary>The index that the largest values must have, and be one deviation of its estimate above, for an interval of their mean: below it the variance is infinite.</summary>
    private const double LeastTailIndex = 2;

    /// <summary>The fewest values by which an index is estimated, at most half of all.</summary>
    private const int FewestLargest = 10;

    private static readonly MetricOptions<NeighbourOptions> Options = NeighbourOptions.Of(3);

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "realism",
        Name = "Realism Score",
        Meaning = "How near each generated image lies to a reference image, in units of the spacing there: 1 and above among them. The score is the mean over the images.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence,
        Reference = "Kynkäänniemi et al. 2019, Improved Precision and Recall Metric for Assessing Generative Models, arXiv:1904.06991",
        Options = Options,
        MinimumImageCount = 4,
    };

    /// <inheritdoc/>
    public ImageScores Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        int k = Options.Bind(settings).K;
        NeighbourScores.RequireNeighbours(Descriptor.Id, reference, generated, k);
        FeaturePair pair = FeaturePair.Of(reference, generated, "Realism", Descriptor.MinimumImageCount);
        NeighbourTable neighbours = reference.Neighbours(k + 1);
        double[] radii = [.. Enumerable.Range(0, neighbours.Count).Select(image => neighbours.Measure(image, k))];
        Array.Sort(radii);
        BallRatios balls = BallRatios.Of(pair.Reference, pair.Generated, neighbours, k, largestRadius: radii[(radii.Length - 1) / 2]);
        double[] values = [.. Enumerable.Range(0, (int)pair.Generated.RowCount).Select(image => Math.Sqrt(balls.Of(image)[0].Ratio))];
        return new ImageScores(values, Summarize(values, balls, neighbours, k));
    }

    private static MetricScore Summarize(double[] values, BallRatios balls, NeighbourTable neighbours, int k)
    {
        double mean = values.Average();
        double[] sorted = [.. values.Order()];
        return (WhyNoInterval(sorted) is { } reason
            ? new MetricScore(mean) { WhyNoInterval = reason }
            : NeighbourScores.Of(mean, neighbours.Depth > k ? Effects(values, balls, neighbours, k) : null, 0, double.PositiveInfinity)) with
        {
            Details = new Dictionary<string, double>
            {
                ["median"] = 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]),
                ["shareAtLeastOne"] = values.Average(value => value >= 1 ? 1.0 : 0.0),
            },
        };
    }

    private static string? WhyNoInterval(double[] ascending)
    {
        if (double.IsInfinity(ascending[^1]))
        {
            return "A generated image lies at distance 0 from a reference image, which makes the mean infinite: read the median, and look for copies.";
        }

        int largest = Math.Max(ascending.Length / 20, FewestLargest);
        double index = ascending.Length >= 2 * largest && ascending[^(largest + 1)] > 0 ? TailIndex.Of(ascending, largest) : double.PositiveInfinity;
        return index * (1 - (1 / Math.Sqrt(largest))) >= LeastTailIndex ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Some images lie so near to reference images that the mean is theirs: its {largest} largest values fall off with the power {index:F1}, and with {LeastTailIndex} or less there is no variance: read the median, and look for near-copies.");
    }

    private static DeletionEffects Effects(double[] values, BallRatios balls, NeighbourTable neighbours, int k)
    {
        double count = values.Length;
        double mean = values.Average();
        double[] effects = new double[neighbours.Count];
        double[] noise = new double[neighbours.Count];
        Dictionary<int, double> without = [];
        for (int image = 0; image < values.Length; image++)
        {
            // Without a reference image its own ball is gone, and those that reach to it reach to the next neighbour instead.
            IReadOnlyList<BallRatios.Contact> contacts = balls.Of(image);
            without.Clear();
            without[contacts[0].Centre] = contacts.Count > 1 ? contacts[1].Ratio : 0;
            foreach (BallRatios.Contact contact in contacts)
            {
                for (int rank = 1; rank <= k; rank++)
                {
                    int left = neighbours.Index(contact.Centre, rank);
                    without[left] = Math.Max(without.GetValueOrDefault(left, contacts[0].Ratio), contact.WiderRatio);
                }
            }

            foreach ((int left, double ratio) in without)
            {
                double change = (Math.Sqrt(ratio) - values[image]) / count;
                effects[left] += change;
                noise[left] += change * change;
            }
        }

        return new DeletionEffects(effects, noise, [.. values.Select(value => (mean - value) / (count - 1))], new double[values.Length]);
    }
}
