using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Statistics;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>Scores several generated sets by several models and tells whether these order them alike.</summary>
/// <remarks>M. Lucic et al., Are GANs Created Equal? A Large-Scale Study, 2018, section 5.1, correlate FIDs of two networks over generators by ranks.</remarks>
internal sealed class JudgeExperiment : IExperiment
{
    private const int FewestSets = 3;

    /// <inheritdoc/>
    public ExperimentDescriptor Descriptor { get; } = new()
    {
        Id = "judges",
        Question = "Do several models put the generated sets into one order?",
        Method = "Scores every generated set by every model, and tells for every two models by rank correlation whether a metric orders the sets alike, and how many pairs of sets both tell apart beyond their errors.",
        Example = "cells/test early middle late --model biocnn-1:blood-cells --model biocnn-2:blood-cells",
        NeedsGenerated = true,
        DefaultMetrics = ["fid", "kid"],
        Options = MetricOptions.None,
        StepHeading = "generated",
        AxisTitle = "Generated sets in the order of the command",
        Axis = ExperimentAxis.Whole,
        ComparesRatios = true,
    };

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ExperimentContext context)
    {
        if (context.Extractors.Count < 2)
        {
            yield return "Orders are compared between two models or more: name others by --model.";
        }

        if (context.Inputs.Generated.Count < FewestSets)
        {
            yield return $"Orders are compared over {FewestSets} generated sets or more, because two are always in the same order or in the opposite one, but there {(context.Inputs.Generated.Count == 1 ? "is 1" : $"are {context.Inputs.Generated.Count}")}: name others behind it.";
        }
    }

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<Conclusion> conclusions = [];
        ExperimentSeries[] series = [.. context.Extractors.Select(extractor => Measure(context.For(extractor, conclusions), extractor))];
        foreach (MetricDescriptor metric in context.Metrics)
        {
            for (int first = 0; first < series.Length; first++)
            {
                for (int second = first + 1; second < series.Length; second++)
                {
                    if (Compare(metric.Id, series[first], series[second]) is { } conclusion)
                    {
                        conclusions.Add(conclusion);
                    }
                }
            }
        }

        return new ExperimentResult(Descriptor, [], series, conclusions);
    }

    private static ExperimentSeries Measure(ExperimentContext context, FeatureExtractor? extractor)
    {
        IReadOnlyList<PreparedSet> sets = context.Prepare(extractor);
        return context.Score($"Scoring by {extractor?.Model.Id ?? "files"}", sets.Count - 1, scorer => new ExperimentSeries(
            ModelSummary.Of(extractor, sets[0].Statistics).Label,
            null,
            "",
            [
                .. sets.Skip(1).Select((set, i) => new ExperimentStep(
                    set.Source.Name,
                    i + 1,
                    ModelSummary.Of(extractor, set.Statistics),
                    ProtocolSummary.Of(extractor, sets[0], set),
                    scorer.Score(set.Source.Name, sets[0].Statistics, set.Statistics))),
            ]));
    }

    private static Conclusion? Compare(string metric, ExperimentSeries first, ExperimentSeries second)
    {
        (MetricScore First, MetricScore Second)[] scores =
        [
            .. first.Steps.Zip(second.Steps)
                .Select(pair => (First: pair.First.Find(metric), Second: pair.Second.Find(metric)))
                .Where(pair => pair is { First: not null, Second: not null })
                .Select(pair => (pair.First!, pair.Second!)),
        ];
        double? correlation = RankCorrelation.Of([.. scores.Select(pair => pair.First.Value)], [.. scores.Select(pair => pair.Second.Value)]);
        if (scores.Length < FewestSets || correlation is not { } found)
        {
            return null;
        }

        int alike = 0;
        int opposite = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = i + 1; j < scores.Length; j++)
            {
                int order = Order(scores[i].First, scores[j].First) * Order(scores[i].Second, scores[j].Second);
                alike += order > 0 ? 1 : 0;
                opposite += order < 0 ? 1 : 0;
            }
        }

        int pairs = scores.Length * (scores.Length - 1) / 2;
        bool hasErrors = scores.All(pair => pair is { First.StandardError: not null, Second.StandardError: not null });
        string told = hasErrors
            ? $" Of {pairs} pairs of sets, both models tell {alike + opposite} apart by more than 1.96 errors of the difference: {alike} in the same order and {opposite} in the opposite one."
            : "";
        return new Conclusion(
            "judges",
            opposite > 0 ? ConclusionKind.Warning : ConclusionKind.Verdict,
            metric,
            string.Create(CultureInfo.InvariantCulture, $"The orders of {scores.Length} sets by {metric} of {first.Model} and of {second.Model} have a rank correlation of {found:0.00}.{told}"));
    }

    /// <summary>Says which of two scores is greater: 1 or -1, or 0 where their errors, taken as independent, do not tell.</summary>
    private static int Order(MetricScore first, MetricScore second)
    {
        double difference = first.Value - second.Value;
        return first.StandardError is { } one && second.StandardError is { } other && Math.Abs(difference) > ScoreInterval.NormalQuantile * Math.Sqrt((one * one) + (other * other))
            ? Math.Sign(difference)
            : 0;
    }
}
