using System.Text.Json.Nodes;
using Fidelis.Evaluation.Pairs;
using Fidelis.Reports.Npz;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>pairs</c>.</summary>
public static class PairJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "pairs";

    /// <summary>Makes <c>inputs</c>: the reference and the generated images, in the form of an evaluation.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Inputs(PairResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return EvaluationJson.Inputs(result.Reference, result.Generated);
    }

    /// <summary>Makes <c>result</c>: the pairs, what became of the others, the metrics in the form of an evaluation, and where the values of each pair are.</summary>
    /// <param name="result">The result.</param>
    /// <param name="worst">The worst pairs.</param>
    /// <param name="runPath">The run file, beside which the values of each pair lie; <see langword="null"/> where it is not written.</param>
    /// <returns>The object.</returns>
    public static JsonObject Result(PairResult result, WorstPairs worst, string? runPath)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(worst);
        return new JsonObject
        {
            ["pairs"] = result.Pairs.Count,
            ["match"] = result.Match.ToString().ToLowerInvariant(),
            ["equalPairs"] = result.EqualCount,
            ["unmatched"] = new JsonObject
            {
                ["reference"] = ClassificationJson.Names(result.UnmatchedReference),
                ["generated"] = ClassificationJson.Names(result.UnmatchedGenerated),
            },
            ["protocol"] = EvaluationJson.Protocol(result.Protocol),
            ["seconds"] = JsonNumber.From((double?)result.Seconds),
            ["values"] = runPath is null ? null : ImageValues.NameBeside(runPath),
            ["metrics"] = new JsonArray([.. result.Metrics.Select(metric => EvaluationJson.Metric(metric.Summary))]),
            ["worst"] = new JsonObject { ["metric"] = worst.Metric, ["pairs"] = new JsonArray([.. worst.Places.Select(place => Pair(result, place))]) },
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
        };
    }

    private static JsonObject Pair(PairResult result, int place)
    {
        JsonObject json = new() { ["reference"] = result.Pairs[place].Reference, ["generated"] = result.Pairs[place].Generated };
        foreach (PairMetricResult metric in result.Metrics)
        {
            json[metric.Summary.Id] = JsonNumber.From((double?)metric.Values[place]);
        }

        return json;
    }
}
