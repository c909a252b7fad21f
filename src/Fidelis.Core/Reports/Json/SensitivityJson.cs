using System.Text.Json.Nodes;
using Fidelis.Sensitivity;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>sensitivity</c>.</summary>
public static class SensitivityJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "sensitivity";

    /// <summary>Makes <c>inputs</c>: the reference and the generated sets, in the form of an evaluation.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Inputs(SensitivityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return EvaluationJson.Inputs(result.Reference, result.Generated);
    }

    /// <summary>Makes <c>result</c>: the experiments with their series of steps, the scores of each in the form of an evaluation.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Result(SensitivityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["experiments"] = Array(result.Experiments.Select(Experiment)),
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
        };
    }

    private static JsonObject Experiment(ExperimentResult result)
    {
        JsonObject options = [];
        foreach ((string name, string value) in result.Options)
        {
            options.Add(name, JsonNumber.OfText(value));
        }

        return new JsonObject
        {
            ["id"] = result.Experiment.Id,
            ["options"] = options,
            ["axis"] = result.Experiment.AxisTitle,
            ["series"] = Array(result.Series.Select(Series)),
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
        };
    }

    private static JsonObject Series(ExperimentSeries series)
    {
        JsonObject json = new()
        {
            ["model"] = series.Model,
            ["generated"] = series.Generated,
            ["trial"] = series.Trial,
            ["steps"] = Array(series.Steps.Select(Step)),
        };
        if (series.Fits.Count > 0)
        {
            json["fits"] = new JsonObject(series.Fits.Select(fit => KeyValuePair.Create(
                fit.Key, (JsonNode?)Array(fit.Value.Select(point => JsonNumber.From([point.Position, point.Value]))))));
        }

        return json;
    }

    private static JsonObject Step(ExperimentStep step)
    {
        JsonObject facts = [];
        foreach ((string name, string value) in step.Facts)
        {
            facts.Add(name, JsonNumber.OfText(value));
        }

        return new JsonObject
        {
            ["label"] = step.Label,
            ["position"] = JsonNumber.From((double?)step.Position),
            ["facts"] = facts,
            ["model"] = EvaluationJson.Model(step.Model),
            ["protocol"] = EvaluationJson.Protocol(step.Protocol),
            ["metrics"] = Array(step.Metrics.Select(EvaluationJson.Metric)),
        };
    }

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);
}
