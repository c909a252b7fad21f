using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The Vendi Score: the effective number of different images among the generated ones, by the cosine of their features.</summary>
/// <remarks>
/// D. Friedman, A. B. Dieng, The Vendi Score: A Diversity Evaluation Metric for Machine Learning, 2023, definition 3.1; the orders are
/// those of A. Pasarkar, A. B. Dieng, Cousins of the Vendi Score, 2023.
/// </remarks>
public sealed class VendiScore : ISetMetric
{
    private static readonly MetricOptions<VendiScoreOptions> Options = new MetricOptions<VendiScoreOptions>(new VendiScoreOptions())
        .Number("order", "The order q of the entropy: below 1 rare images count for more, above 1 frequent ones; inf looks at the largest eigenvalue alone.", 0.1, double.PositiveInfinity, options => options.Order, (options, value) => options with { Order = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "vendi",
        Name = "Vendi Score",
        Meaning = "How many different images the generated set amounts to; it never looks at the reference, or at whether the images are any good.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[1, smaller of images and features]",
        Needs = MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence,
        Reference = "Friedman and Dieng 2023, The Vendi Score, arXiv:2210.02410",
        Options = Options,
        MinimumImageCount = 2,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(generated);
        VendiScoreOptions options = Options.Bind(settings);
        if (generated.Features.RowCount < Descriptor.MinimumImageCount)
        {
            throw new InputException($"The Vendi Score needs at least 2 images, but '{generated.Name}' has {generated.Features.RowCount}.");
        }

        FeatureDirections.Require(generated, "The Vendi Score");

        // A mean, which most runs need anyway, is where features that are not finite are found.
        _ = generated.Mean;
        FeatureDiversity diversity = generated.Diversity(options.Order);
        double most = Math.Min(generated.Features.RowCount, generated.Features.Columns);
        return new MetricScore(diversity.Value)
        {
            StandardError = diversity.StandardError,
            Interval = ScoreInterval.Around(diversity.Value, diversity.StandardError, least: 1, greatest: most),
            IntervalMethod = "jackknife",
            Details = new Dictionary<string, double> { ["rank"] = diversity.Rank },
        };
    }
}
