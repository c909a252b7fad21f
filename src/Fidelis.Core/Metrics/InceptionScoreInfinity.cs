using Fidelis.Statistics;
using Fidelis.Statistics.Extrapolation;

namespace Fidelis.Metrics;

/// <summary>The Inception Score of an endless set, extrapolated from scores of random subsets of several sizes, each in one split.</summary>
/// <remarks>M. J. Chong, D. Forsyth, Effectively Unbiased FID and Inception Score and Where to Find Them, 2020, section 4.</remarks>
public sealed class InceptionScoreInfinity : ISetMetric
{
    private static readonly InceptionScoreOptions OneSplit = new() { Splits = 1, ShuffleSeed = null };

    private static readonly MetricOptions<InceptionScoreInfinityOptions> Options = new MetricOptions<InceptionScoreInfinityOptions>(new InceptionScoreInfinityOptions())
        .Choice(
            "convention",
            "Whose subsets: fidelis begins with a share of the images, chong as published with 5,000 images.",
            [("fidelis", ExtrapolationConvention.Fidelis), ("chong", ExtrapolationConvention.Chong)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .WholeNumber("points", "The sizes of subsets through which the line is drawn.", 3, 1000, options => options.Points, (options, value) => options with { Points = value })
        .Number("smallest", "The share of the images in the smallest subset; ignored where convention=chong.", 0.01, 0.9, options => options.Smallest, (options, value) => options with { Smallest = value })
        .Seed("seed", "Seed of the random subsets.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "is-infinity",
        Name = "Inception Score of an endless set",
        Meaning = "What the Inception Score would be without the bias of small samples; like it, it never looks at the reference.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "(-infinity, infinity)",
        Needs = MetricNeeds.Probabilities,
        Reference = "Chong and Forsyth 2020, Effectively Unbiased FID and Inception Score, arXiv:1911.07023",
        Options = Options,
        MinimumImageCount = 10,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(generated);
        InceptionScoreInfinityOptions options = Options.Bind(settings);
        SubsetSizes.Require(generated, generated.Probabilities.RowCount, "The Inception Score of an endless set", Descriptor.MinimumImageCount);
        SubsetSizes sizes = new SubsetSizes(options.Points, options.Smallest, options.Seed).As(options.Convention, generated, generated.Probabilities.RowCount);
        MetricScore[] scores =
        [
            .. Enumerable.Range(0, sizes.Points).Select(point =>
                InceptionScore.Compute(generated.Name, SampleRows.Of(sizes.Draw(generated.Probabilities, 0, point)), OneSplit)),
        ];
        double[] reciprocals = [.. Enumerable.Range(0, sizes.Points).Select(point => 1.0 / sizes.At(point, generated.Probabilities.RowCount))];
        ReciprocalFit fit = ReciprocalFit.Of(reciprocals, [.. scores.Select(score => score.Value)]);

        MetricScore whole = scores[^1];
        return ExtrapolatedScore.Of(fit, reciprocals[^1], whole.Value, whole.StandardError!.Value, ("ceiling", generated.Probabilities.Columns));
    }
}
