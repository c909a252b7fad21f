using System.Text.Json.Nodes;
using Fidelis.Evaluation.Rankings;
using Fidelis.Metrics;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>comparison</c>.</summary>
public static class RankingJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "comparison";

    /// <summary>Makes <c>inputs</c>: each run with its reference and its generated sets.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Inputs(RankingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["runs"] = new JsonArray([.. result.Runs.Select(run =>
            {
                JsonObject json = EvaluationJson.Inputs(run.Result);
                json.Insert(0, "file", run.Name);
                return json;
            })]),
        };
    }

    /// <summary>Makes <c>result</c>: one ranking for each protocol, metric and class, the best score first.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Result(RankingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["forced"] = result.IsForced,
            ["rankings"] = new JsonArray([.. result.Rankings.Select(Ranking)]),
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
        };
    }

    private static JsonObject Ranking(Ranking ranking) => new()
    {
        ["metric"] = ranking.Metric.Id,
        ["class"] = ranking.Class,
        ["direction"] = ranking.Metric.Direction switch
        {
            MetricDirection.LowerIsBetter => "lower",
            MetricDirection.HigherIsBetter => "higher",
            _ => "ideal",
        },
        ["ideal"] = ranking.Metric.Direction == MetricDirection.NearerToIdealIsBetter ? JsonNumber.From((double?)ranking.Metric.Ideal) : null,
        ["protocol"] = ranking.Protocol is { } protocol ? EvaluationJson.Protocol(protocol) : null,
        ["scores"] = new JsonArray([.. ranking.Scores.Select(Score)]),
    };

    private static JsonObject Score(RankedScore score) => new()
    {
        ["rank"] = score.Rank,
        ["run"] = score.Run,
        ["generated"] = score.Comparison.Generated,
        ["model"] = EvaluationJson.Model(score.Comparison.Model),
        ["protocol"] = score.Comparison.Protocol.Hash,
        ["score"] = EvaluationJson.Metric(score.Metric),
        ["behindFirst"] = Gap(score.BehindFirst),
        ["behindPrevious"] = Gap(score.BehindPrevious),
        ["deviations"] = ClassificationJson.Names(score.Deviations),
    };

    private static JsonObject? Gap(ScoreGap? gap) => gap is not { } known ? null : new JsonObject
    {
        ["value"] = JsonNumber.From((double?)known.Value),
        ["standardError"] = JsonNumber.From(known.Error),
        ["withinError"] = known.IsWithinError,
    };
}
