using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Reports.Npz;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>evaluation</c>.</summary>
public static class EvaluationJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "evaluation";

    /// <summary>Makes <c>inputs</c>: the reference and the generated sets, each with its images and their hash.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Inputs(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        JsonObject inputs = Inputs(result.Reference, result.Generated);
        if (result.HeldOut is { } heldOut)
        {
            inputs["heldOut"] = Source(heldOut);
        }

        return inputs;
    }

    /// <summary>Makes <c>result</c>: one comparison for each model and generated set.</summary>
    /// <param name="result">The result.</param>
    /// <param name="runPath">The run file, beside which the values of single images lie; <see langword="null"/> where none is written.</param>
    /// <returns>The object.</returns>
    public static JsonObject Result(RunResult result, string? runPath = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        JsonObject json = new() { ["comparisons"] = Array(result.Comparisons.Select(Comparison)) };
        if (runPath is not null && result.WithImageValues.Any())
        {
            json["values"] = ImageValues.NameBeside(runPath);
        }

        return json;
    }

    /// <summary>Makes <c>inputs</c> of a reference and the sets that are compared with it.</summary>
    internal static JsonObject Inputs(SourceSummary reference, params IEnumerable<SourceSummary> generated) =>
        new() { ["reference"] = Source(reference), ["generated"] = Array(generated.Select(Source)) };

    /// <summary>Describes a set: what it is, its images, what was done to them.</summary>
    internal static JsonObject Source(SourceSummary source)
    {
        JsonObject json = new()
        {
            ["source"] = source.Source,
            ["kind"] = source.Kind,
            ["images"] = source.ImageCount,
            ["skipped"] = ImagesJson.Skipped(source.Skipped),
            ["contentHash"] = source.ContentHash,
        };
        if (source.Report is { } report)
        {
            ImagesJson.AddTo(json, report);
        }

        return json;
    }

    /// <summary>Describes a model, its layer and its pooling.</summary>
    internal static JsonObject Model(ModelSummary model) => new()
    {
        ["id"] = model.Id,
        ["weightsHash"] = model.WeightsHash,
        ["layer"] = model.Layer,
        ["pooling"] = model.Pooling,
        ["features"] = model.FeatureCount,
        ["classes"] = model.ClassCount,
    };

    /// <summary>Describes a protocol.</summary>
    internal static JsonObject Protocol(ProtocolSummary protocol) => new() { ["text"] = protocol.Text, ["hash"] = protocol.Hash };

    /// <summary>Lists conclusions.</summary>
    internal static JsonArray Conclusions(IEnumerable<Conclusion> conclusions) => Array(conclusions.Select(conclusion => new JsonObject
    {
        ["id"] = conclusion.Id,
        ["kind"] = NameOf(conclusion.Kind),
        ["metric"] = conclusion.Metric,
        ["message"] = conclusion.Message,
    }));

    /// <summary>Names a kind of conclusion as JSON does.</summary>
    internal static string NameOf(ConclusionKind kind) => kind.ToString().ToLowerInvariant();

    private static JsonObject Comparison(Comparison comparison) => new()
    {
        ["generated"] = comparison.Generated,
        ["model"] = Model(comparison.Model),
        ["protocol"] = Protocol(comparison.Protocol),
        ["seconds"] = new JsonObject
        {
            ["reference"] = JsonNumber.From((double?)comparison.Seconds.Reference),
            ["generated"] = JsonNumber.From((double?)comparison.Seconds.Generated),
            ["metrics"] = JsonNumber.From((double?)comparison.Seconds.Metrics),
            ["total"] = JsonNumber.From((double?)comparison.Seconds.Total),
            ["cached"] = false,
        },
        ["metrics"] = Array(comparison.Metrics.Concat(comparison.ClassMetrics).Select(Metric)),
        ["conclusions"] = Conclusions(comparison.Conclusions),
    };

    /// <summary>Describes a score.</summary>
    internal static JsonObject Metric(MetricResult metric)
    {
        JsonObject options = [];
        foreach ((string name, string value) in metric.Options)
        {
            options.Add(name, JsonNumber.OfText(value));
        }

        JsonObject details = [];
        foreach ((string name, double value) in metric.Score?.Details ?? new Dictionary<string, double>())
        {
            details.Add(name, JsonNumber.From((double?)value));
        }

        if (metric.Score?.Confusion is { } confusion)
        {
            details.Add("confusion", ClassificationJson.Confusion(confusion));
        }

        JsonObject json = new()
        {
            ["id"] = metric.Id,
            ["class"] = metric.Class,
            ["value"] = JsonNumber.From(metric.Score?.Value),
            ["standardError"] = JsonNumber.From(metric.Score?.StandardError),
            ["interval"] = metric.Score?.Interval is { } interval
                ? new JsonArray(JsonNumber.From((double?)interval.Lower), JsonNumber.From((double?)interval.Upper))
                : null,
            ["intervalMethod"] = metric.Score?.IntervalMethod,
            ["floor"] = JsonNumber.From(metric.Score?.Floor),
            ["floorMethod"] = metric.Score?.FloorMethod,
            ["n"] = new JsonArray(metric.ReferenceCount, metric.GeneratedCount),
            ["options"] = options,
            ["seconds"] = JsonNumber.From((double?)metric.Seconds),
            ["details"] = details,
        };
        if (metric.Layer is not null)
        {
            json["layer"] = metric.Layer;
            json["pooling"] = metric.Pooling;
        }

        if (metric.FloorError is not null)
        {
            json["floorError"] = metric.FloorError;
        }

        if (metric.Error is not null)
        {
            json["error"] = metric.Error;
        }

        return json;
    }

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
