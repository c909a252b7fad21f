using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Reports.Json;

/// <summary>
/// Reads back what <see cref="EvaluationJson"/> made. What is not needed to compare scores is not read: how images are stored, values of single
/// images, confusion matrices.
/// </summary>
public static class EvaluationReader
{
    /// <summary>Reads a run file of kind <c>evaluation</c>.</summary>
    /// <param name="path">The file, which nobody has to trust.</param>
    /// <returns>The result; metrics may be there that this version does not know.</returns>
    /// <exception cref="InputException">The file cannot be read, is of another kind, or its parts do not belong together.</exception>
    public static RunResult Read(string path)
    {
        RunEnvelope run = RunFile.Read(path);
        if (run.Kind != EvaluationJson.Kind)
        {
            throw new InputException($"A run file of kind '{EvaluationJson.Kind}' is needed, but '{path}' is of kind '{run.Kind}'.");
        }

        try
        {
            return Parse(run);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // The second is what the reader throws for a string with half a surrogate pair.
            throw new InputException($"The run file '{path}' is damaged: {e.Message}", e);
        }
    }

    /// <summary>Reads the parts of an envelope.</summary>
    /// <param name="run">A run of kind <c>evaluation</c>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FormatException">A part is missing, of the wrong kind, or contradicts another.</exception>
    public static RunResult Parse(RunEnvelope run)
    {
        ArgumentNullException.ThrowIfNull(run);
        SourceSummary[] generated = [.. JsonPart.Objects(run.Inputs, "generated").Select(Source)];
        return new RunResult(
            Source(JsonPart.Of<JsonObject>(run.Inputs, "reference")),
            generated,
            [.. JsonPart.Objects(run.Result, "comparisons").Select(json => Comparison(json, generated.Length))])
        {
            HeldOut = run.Inputs["heldOut"] is null ? null : Source(JsonPart.Of<JsonObject>(run.Inputs, "heldOut")),
        };
    }

    private static SourceSummary Source(JsonObject json) => new(
        JsonPart.Text(json, "source"),
        JsonPart.Text(json, "kind"),
        JsonPart.OptionalCount(json["images"], "images"),
        [.. JsonPart.Objects(json, "skipped").Select(image => new SkippedImage(JsonPart.Text(image, "path"), JsonPart.Text(image, "reason")))],
        JsonPart.Text(json, "contentHash"));

    private static Comparison Comparison(JsonObject json, int generatedCount)
    {
        int generated = JsonPart.As<int>(json["generated"], "generated");
        if (generated < 0 || generated >= generatedCount)
        {
            throw new FormatException($"A comparison is of generated set {generated}, but there are {generatedCount}.");
        }

        MetricResult[] metrics = [.. JsonPart.Objects(json, "metrics").Select(Metric)];
        if (metrics.GroupBy(metric => (metric.Id, metric.Class)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new FormatException($"A comparison has several scores of '{twice.Key.Id}'.");
        }

        JsonObject seconds = JsonPart.Of<JsonObject>(json, "seconds");
        return new Comparison(
            generated,
            Model(JsonPart.Of<JsonObject>(json, "model")),
            Protocol(JsonPart.Of<JsonObject>(json, "protocol")),
            new ComparisonSeconds(Number(seconds, "reference"), Number(seconds, "generated"), Number(seconds, "metrics")),
            [.. metrics.Where(metric => metric.Class is null)])
        {
            ClassMetrics = [.. metrics.Where(metric => metric.Class is not null)],
            Conclusions = [.. JsonPart.Objects(json, "conclusions").Select(Conclusion)],
        };
    }

    private static ModelSummary Model(JsonObject json) => new(
        JsonPart.OptionalText(json, "id"),
        JsonPart.OptionalText(json, "weightsHash"),
        JsonPart.OptionalText(json, "layer"),
        JsonPart.OptionalText(json, "pooling"),
        json["features"] is null ? null : JsonPart.As<int>(json["features"], "features"),
        json["classes"] is null ? null : JsonPart.As<int>(json["classes"], "classes"));

    private static ProtocolSummary Protocol(JsonObject json)
    {
        ProtocolSummary protocol = new(JsonPart.Text(json, "text"), JsonPart.Text(json, "hash"));
        return Features.Protocol.HashOf(protocol.Text) == protocol.Hash
            ? protocol
            : throw new FormatException($"The hash '{protocol.Hash}' is not that of the protocol '{protocol.Text}'.");
    }

    private static Conclusion Conclusion(JsonObject json) => new(
        JsonPart.Text(json, "id"),
        Enum.GetValues<ConclusionKind>().Where(kind => EvaluationJson.NameOf(kind) == JsonPart.Text(json, "kind")).Cast<ConclusionKind?>().FirstOrDefault()
            ?? throw new FormatException($"There is no kind of conclusion '{JsonPart.Text(json, "kind")}'."),
        JsonPart.OptionalText(json, "metric"),
        JsonPart.Text(json, "message"));

    private static MetricResult Metric(JsonObject json)
    {
        MetricScore? score = JsonNumber.Read(json["value"]) is { } value ? Score(value, json) : null;
        string? error = JsonPart.OptionalText(json, "error");
        if ((score is null) == (error is null))
        {
            throw new FormatException($"A score has either a value or an error, but that of '{JsonPart.Text(json, "id")}' has {(score is null ? "neither" : "both")}.");
        }

        (long? referenceCount, long? generatedCount) = JsonPart.Of<JsonArray>(json, "n") is { Count: 2 } counts
            ? (JsonPart.OptionalCount(counts[0], "n"), JsonPart.OptionalCount(counts[1], "n"))
            : throw new FormatException("'n' must be two numbers of images.");
        return new MetricResult(
            JsonPart.Text(json, "id"),
            score,
            error,
            referenceCount,
            generatedCount,
            [.. JsonPart.Of<JsonObject>(json, "options").Select(option => KeyValuePair.Create(option.Key, Option(option.Value, option.Key)))],
            Number(json, "seconds"))
        {
            Class = JsonPart.OptionalText(json, "class"),
            Layer = JsonPart.OptionalText(json, "layer"),
            FloorError = JsonPart.OptionalText(json, "floorError"),
        };
    }

    private static MetricScore Score(double value, JsonObject json) => new(value)
    {
        StandardError = JsonNumber.Read(json["standardError"]) switch
        {
            < 0 and double negative => throw new FormatException(FormattableString.Invariant($"A standard error must not be negative, but is {negative}.")),
            var error => error,
        },
        Interval = json["interval"] switch
        {
            null => null,
            JsonArray { Count: 2 } ends => new ScoreInterval(Number(ends[0], "interval"), Number(ends[1], "interval")),
            _ => throw new FormatException("'interval' must be two numbers."),
        },
        IntervalMethod = JsonPart.OptionalText(json, "intervalMethod"),
        Floor = JsonNumber.Read(json["floor"]),
        FloorMethod = JsonPart.OptionalText(json, "floorMethod"),
        Details = JsonPart.Of<JsonObject>(json, "details").Where(detail => detail.Value is not JsonObject).ToDictionary(detail => detail.Key, detail => Number(detail.Value, detail.Key)),
    };

    private static string Option(JsonNode? node, string name) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => node.ToJsonString(),
        _ => JsonPart.As<string>(node, name),
    };

    private static double Number(JsonObject parent, string name) => Number(parent[name], name);

    private static double Number(JsonNode? node, string name) => JsonNumber.Read(node) ?? throw new FormatException($"'{name}' is missing.");
}
