using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>Scores random subsets of several sizes, of both sets by the same share.</summary>
/// <remarks>
/// A biased score of few images is too high or too low by what falls as 1/n to first order; for those whose descriptor says so, a line over 1/n₁ + 1/n₂ is fitted,
/// as M. J. Chong and D. Forsyth do (Effectively Unbiased FID and Inception Score and Where to Find Them, 2020).
/// </remarks>
internal sealed class SampleSizeExperiment : IExperiment
{
    private const int FewestImages = 4;
    private const int PointsOfLine = 48;

    private static readonly MetricOptions<SizeOptions> Options = new MetricOptions<SizeOptions>(new SizeOptions(8, 10, 0.1))
        .WholeNumber("points", "The sizes, evenly by their logarithms.", 3, 100, options => options.Points, (options, value) => options with { Points = value })
        .WholeNumber("repeats", "The subsets of each size but the last, which has all images.", 2, 1000, options => options.Repeats, (options, value) => options with { Repeats = value })
        .Number("smallest", "The share of the images in the smallest subsets.", 0.001, 0.9, options => options.Smallest, (options, value) => options with { Smallest = value });

    /// <inheritdoc/>
    public ExperimentDescriptor Descriptor { get; } = new()
    {
        Id = "sample-size",
        Question = "From how many images on does a score stop moving by more than its error?",
        Method = "Scores random subsets of both sets, several of each size, with their floors; fits the line over 1/n to distances whose bias falls so, and tells what endless sets would score.",
        Example = "cells/test generated --model biocnn-2:blood-cells",
        NeedsGenerated = true,
        DefaultMetrics = ["is", "fid", "kid"],
        Options = Options,
        StepHeading = "n",
        AxisTitle = "Generated images (logarithmic)",
        Axis = ExperimentAxis.Logarithmic,
    };

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ExperimentContext context)
    {
        SizeOptions options = Options.Bind(context.Settings);
        foreach (EvaluationSource source in context.Inputs.Sources)
        {
            int smallest = SmallestOf(context);
            if (source.Statistics is not null)
            {
                yield return $"Subsets are drawn from images one by one, but '{source.Name}' holds statistics of all together: name images or a features file.";
            }
            else if (source.Count * (1 - options.Smallest) < smallest || source.Count < 2 * smallest)
            {
                yield return $"Subsets of at least {smallest} images are drawn from twice as many or more, but '{source.Name}' has {source.Count}: add images.";
            }
        }
    }

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SizeOptions options = Options.Bind(context.Settings);
        List<ExperimentSeries> series = [];
        List<Conclusion> conclusions = [];
        foreach (FeatureExtractor? extractor in context.Extractors)
        {
            IReadOnlyList<PreparedSet> sets = context.Prepare(extractor);
            ExperimentContext own = context.For(extractor, conclusions);
            for (int i = 1; i < sets.Count; i++)
            {
                ExperimentSeries one = Measure(own, options, extractor, sets[0], sets[i], i - 1);
                IEnumerable<(MetricDescriptor Metric, SampleSizeCurve Curve)> curves = own.Metrics
                    .Where(metric => one.Steps.All(step => step.Find(metric.Id) is not null))
                    .Select(metric => (metric, SampleSizeCurve.Of(metric, one)));
                string what = $"of '{sets[i].Source.Name}' by {one.Model}";
                Dictionary<string, IReadOnlyList<(double, double)>> fits = [];
                foreach ((MetricDescriptor metric, SampleSizeCurve curve) in curves)
                {
                    conclusions.AddRange(((Conclusion?[])[curve.Settling(what), curve.Bias(what)]).OfType<Conclusion>());
                    if (curve.Line(PointsOfLine) is { } line)
                    {
                        fits.Add(metric.Id, line);
                    }
                }

                series.Add(one with { Fits = fits });
            }
        }

        return new ExperimentResult(Descriptor, Options.Resolve(context.Settings), series, conclusions);
    }

    private static int SmallestOf(ExperimentContext context) => context.Metrics.Select(metric => metric.MinimumImageCount).Append(FewestImages).Max();

    /// <summary>Gets the sizes of one set, from the smallest to all its images.</summary>
    private static int[] SizesOf(long count, SizeOptions options, int smallest) =>
    [
        .. Enumerable.Range(0, options.Points).Select(point =>
            Math.Max(smallest, (int)Math.Round(count * Math.Pow(options.Smallest, 1 - (point / (options.Points - 1.0)))))),
    ];

    private static ExperimentSeries Measure(ExperimentContext context, SizeOptions options, FeatureExtractor? extractor, PreparedSet reference, PreparedSet generated, int index)
    {
        int smallest = SmallestOf(context);
        (int Reference, int Generated)[] sizes =
        [
            .. SizesOf(reference.Statistics.Count!.Value, options, smallest)
                .Zip(SizesOf(generated.Statistics.Count!.Value, options, smallest))
                .Distinct(),
        ];
        ModelSummary model = ModelSummary.Of(extractor, generated.Statistics);
        ProtocolSummary protocol = ProtocolSummary.Of(extractor, reference, generated);
        Xoshiro256 random = context.Random("subsets");
        return context.Score($"Scoring subsets by {extractor?.Model.Id ?? "files"}", ((sizes.Length - 1) * options.Repeats) + 1, scorer =>
        {
            List<ExperimentStep> steps = [];
            for (int size = 0; size < sizes.Length; size++)
            {
                (int first, int second) = sizes[size];
                string activity = $"{first} : {second} images";
                IReadOnlyList<MetricResult> scores = size == sizes.Length - 1
                    ? scorer.Score(activity, reference.Statistics, generated.Statistics)
                    : RepeatedScore.Of(
                    [
                        .. Enumerable.Range(0, options.Repeats).Select(repeat =>
                        {
                            Xoshiro256 draw = random.Split((ulong)size).Split((ulong)repeat);
                            return scorer.Score(activity, Subset(reference.Statistics, first, draw.Split("reference")), Subset(generated.Statistics, second, draw.Split("generated")));
                        }),
                    ]);
                steps.Add(new ExperimentStep(second.ToString(CultureInfo.InvariantCulture), second, model, protocol, scores));
            }

            return new ExperimentSeries(model.Label, index, "", steps);
        });
    }

    // In their order: what is taken in the order of the images is taken so of a subset too.
    private static SetStatistics Subset(SetStatistics set, int count, Xoshiro256 random) => SetStatistics.Of(
        $"{count} images of {set.Name}",
        set.Set!.Select([.. random.Permutation(checked((int)set.Count!.Value))[..count].Order().Select(row => (long)row)]));

    private sealed record SizeOptions(int Points, int Repeats, double Smallest);
}
