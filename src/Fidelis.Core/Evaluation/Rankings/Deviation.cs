using Fidelis.Metrics;

namespace Fidelis.Evaluation.Rankings;

/// <summary>Says what two scores of one metric do not share, though both would have to for one to be better than the other.</summary>
internal static class Deviation
{
    public const string Protocol = "protocol";
    public const string Reference = "reference";
    public const string HeldOut = "held-out images";
    public const string Options = "options";

    /// <summary>Compares two scores of one metric.</summary>
    public static IEnumerable<string> Between(IReadOnlyList<EvaluationRun> runs, RankedScore first, RankedScore second)
    {
        // An unknown protocol equals no other, unless the user compared the sets on trust in one run.
        if (first.Comparison.Protocol.Hash != second.Comparison.Protocol.Hash || (first.Comparison.Protocol.Hash.Length == 0 && first.Run != second.Run))
        {
            yield return Protocol;
        }

        RunResult firstRun = runs[first.Run].Result;
        RunResult secondRun = runs[second.Run].Result;
        if (firstRun.Reference.ContentHash != secondRun.Reference.ContentHash)
        {
            yield return Reference;
        }

        if (MetricCatalog.Find(first.Metric.Id)!.Descriptor.Needs.HasFlag(MetricNeeds.HeldOut) && firstRun.HeldOut?.ContentHash != secondRun.HeldOut?.ContentHash)
        {
            yield return HeldOut;
        }

        if (!OptionsOf(first.Metric).SequenceEqual(OptionsOf(second.Metric)))
        {
            yield return Options;
        }
    }

    /// <summary>Describes the deviations of a score from another in one sentence each.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<EvaluationRun> runs, RankedScore first, RankedScore second)
    {
        string one = runs[first.Run].Name;
        string other = runs[second.Run].Name;
        RunResult firstRun = runs[first.Run].Result;
        RunResult secondRun = runs[second.Run].Result;
        foreach (string deviation in Between(runs, first, second))
        {
            yield return deviation switch
            {
                Protocol => DescribeProtocols(one, first.Comparison.Protocol, other, second.Comparison.Protocol),
                Reference => $"Scores are ranked against one reference, but that of '{one}' is {Describe(firstRun.Reference)} and that of '{other}' is {Describe(secondRun.Reference)}.",
                HeldOut => $"{first.Metric.Id} is ranked with one set of held-out images, but that of '{one}' is {Describe(firstRun.HeldOut)} and that of '{other}' is {Describe(secondRun.HeldOut)}.",
                _ => $"Scores are ranked by one set of options, but {first.Metric.Id} of '{one}' has {DescribeOther(first.Metric, second.Metric)} and that of '{other}' has {DescribeOther(second.Metric, first.Metric)}.",
            };
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OptionsOf(MetricResult metric) => metric.Options.OrderBy(option => option.Key, StringComparer.Ordinal);

    /// <summary>Lists the options of a score that another has not, or has otherwise.</summary>
    private static string DescribeOther(MetricResult metric, MetricResult other) =>
        OptionsOf(metric).Except(other.Options).Select(option => $"{option.Key}={option.Value}").ToArray() is { Length: > 0 } differing
            ? string.Join(", ", differing)
            : "none of these";

    private static string Describe(SourceSummary? source) =>
        source is null ? "not given" : $"'{source.Source}' ({(source.ContentHash.Length > 12 ? source.ContentHash[..12] : source.ContentHash)})";

    private static string DescribeProtocols(string one, ProtocolSummary first, string other, ProtocolSummary second)
    {
        if (first.Hash.Length == 0 || second.Hash.Length == 0)
        {
            return $"Scores are ranked by one protocol, but '{(first.Hash.Length == 0 ? one : other)}' does not say by which it was made.";
        }

        (string firstSteps, string secondSteps) = ProtocolSteps.Difference(first.Text, second.Text);
        return $"Scores are ranked by one protocol, but '{one}' has {firstSteps} where '{other}' has {secondSteps}.";
    }
}
