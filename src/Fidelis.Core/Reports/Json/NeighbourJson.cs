using System.Text.Json.Nodes;
using Fidelis.Evaluation.Neighbours;
using Fidelis.Reports.Npz;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>neighbors</c>.</summary>
public static class NeighbourJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "neighbors";

    /// <summary>Makes <c>inputs</c>: the reference and the generated set.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The object.</returns>
    public static JsonObject Inputs(NeighbourResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return EvaluationJson.Inputs(result.Reference, result.Generated);
    }

    /// <summary>Makes <c>result</c>: how copies were told, how many there are, and the closest pairs.</summary>
    /// <param name="result">The result.</param>
    /// <param name="rows">The pairs that are listed; those of all images lie in <c>values</c>.</param>
    /// <param name="runPath">The run file, beside which the values of all images lie; <see langword="null"/> where none is written.</param>
    /// <returns>The object.</returns>
    public static JsonObject Result(NeighbourResult result, int rows, string? runPath)
    {
        ArgumentNullException.ThrowIfNull(result);
        CopyTest test = result.Copies;
        return new JsonObject
        {
            ["model"] = EvaluationJson.Model(result.Model),
            ["protocol"] = EvaluationJson.Protocol(result.Protocol),
            ["neighbors"] = result.Images[0].Nearest.Count,
            ["values"] = runPath is null ? null : ImageValues.NameBeside(runPath),
            ["nearCopies"] = new JsonObject
            {
                ["limit"] = JsonNumber.From((double?)test.Limit),
                ["count"] = test.FlaggedCount,
                ["of"] = test.Count,
                ["share"] = JsonNumber.From((double?)test.Share),
                ["interval"] = JsonNumber.From([test.Interval.Lower, test.Interval.Upper]),
                ["intervalMethod"] = "wilson",
                ["expectedShare"] = JsonNumber.From((double?)test.ExpectedShare),
                ["usualCounts"] = new JsonArray(test.UsualCounts.Fewest, test.UsualCounts.Most),
            },
            ["nearerThanSpacing"] = new JsonObject
            {
                ["count"] = test.NearerCount,
                ["share"] = JsonNumber.From((double?)test.NearerCount / test.Count),
                ["referenceShare"] = JsonNumber.From((double?)test.ReferenceNearerShare),
            },
            ["exactCopies"] = result.ArePixelsKnown ? new JsonObject { ["count"] = result.ExactCopyCount, ["sameFile"] = result.SameFileCount } : null,
            ["realism"] = result.Realism is { Summary: { } realism } ? new JsonObject
            {
                ["value"] = JsonNumber.From((double?)realism.Value),
                ["standardError"] = JsonNumber.From(realism.StandardError),
                ["median"] = JsonNumber.From((double?)realism.Details["median"]),
            } : null,
            ["closest"] = new JsonArray([.. result.ClosestFirst.Take(rows).Select(image => Pair(result, image))]),
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
        };
    }

    private static JsonObject Pair(NeighbourResult result, ImageNeighbours image) => new()
    {
        ["generated"] = result.GeneratedPaths[image.Index],
        ["reference"] = result.ReferencePaths[image.Nearest[0].Index],
        ["distance"] = JsonNumber.From((double?)image.Nearest[0].Distance),
        ["ratio"] = JsonNumber.From((double?)image.SpacingRatio),
        ["realism"] = JsonNumber.From(result.Realism?.Values[image.Index]),
        ["nearCopy"] = image.IsNearCopy,
        ["exactCopy"] = image.Exact is { } exact ? result.ReferencePaths[exact.Reference] : null,
    };
}
