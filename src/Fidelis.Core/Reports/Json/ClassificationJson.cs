using System.Text.Json.Nodes;
using Fidelis.Features;
using Fidelis.Statistics;
using Fidelis.Training;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>classification</c>, and the scores that a run of kind <c>training</c> carries too.</summary>
public static class ClassificationJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "classification";

    /// <summary>Makes what the run was made from.</summary>
    /// <param name="source">The images as the user named them.</param>
    /// <param name="report">What was seen of them.</param>
    /// <returns>The property <c>inputs</c>.</returns>
    public static JsonObject Inputs(string source, ExtractionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonObject images = new()
        {
            ["source"] = source,
            ["images"] = report.ImageCount,
            ["skipped"] = ImagesJson.Skipped(report.Skipped),
            ["ignoredFiles"] = report.IgnoredFiles.Count,
            ["resizedImages"] = report.ResizedCount,
            ["contentHash"] = report.ContentHash,
        };
        ImagesJson.AddTo(images, report);
        return new JsonObject { ["images"] = images };
    }

    /// <summary>Makes what the run found.</summary>
    /// <param name="extractor">The classifier.</param>
    /// <param name="result">What it said.</param>
    /// <returns>The property <c>result</c>.</returns>
    public static JsonObject Result(FeatureExtractor extractor, ClassificationResult result)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["model"] = Model(extractor),
            ["protocol"] = new JsonObject { ["text"] = extractor.ProtocolText, ["hash"] = extractor.ProtocolHash },
            ["seconds"] = JsonNumber.From((double?)result.Extraction.Report.Seconds),
            ["scores"] = Scores(result.Scores),
        };
    }

    /// <summary>Makes what a run found that compared two models on the same images.</summary>
    /// <param name="extractor">The first classifier.</param>
    /// <param name="result">What it said.</param>
    /// <param name="otherExtractor">The second classifier.</param>
    /// <param name="otherResult">What that one said.</param>
    /// <param name="comparison">What they have in common, and what not.</param>
    /// <returns>The property <c>result</c>: that of the first, and <c>against</c> with that of the second and the comparison.</returns>
    public static JsonObject Result(
        FeatureExtractor extractor, ClassificationResult result, FeatureExtractor otherExtractor, ClassificationResult otherResult, ModelComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        JsonObject both = Result(extractor, result);
        JsonObject against = Result(otherExtractor, otherResult);
        against["comparison"] = new JsonObject
        {
            ["bothCorrect"] = comparison.BothCorrect,
            ["firstAlone"] = comparison.FirstAlone,
            ["secondAlone"] = comparison.SecondAlone,
            ["neitherCorrect"] = comparison.NeitherCorrect,
            ["difference"] = comparison.Difference,
            ["test"] = "mcnemar",
            ["exactP"] = comparison.ExactP,
            ["midP"] = comparison.MidP,
        };
        both["against"] = against;
        return both;
    }

    /// <summary>Makes the scores of a classifier on one set of images.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>
    /// An object. Of the ROC curves, points on a straight line between their neighbours are left out, which changes neither shape nor area.
    /// </returns>
    public static JsonObject Scores(ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new JsonObject
        {
            ["images"] = scores.Accuracy.ImageCount,
            ["accuracy"] = new JsonObject
            {
                ["value"] = scores.Accuracy.Value,
                ["interval"] = JsonNumber.From([scores.Accuracy.Lower, scores.Accuracy.Upper]),
                ["intervalMethod"] = Accuracy.IntervalMethod,
                ["correct"] = scores.Accuracy.CorrectCount,
            },
            ["meanLoss"] = JsonNumber.From((double?)scores.MeanLoss),
            ["macroPrecision"] = JsonNumber.From(scores.MacroPrecision),
            ["macroRecall"] = JsonNumber.From(scores.MacroRecall),
            ["macroF1"] = JsonNumber.From(scores.MacroF1),
            ["balancedAccuracy"] = JsonNumber.From(scores.MacroRecall),
            ["weightedPrecision"] = JsonNumber.From(scores.WeightedPrecision),
            ["weightedRecall"] = JsonNumber.From(scores.WeightedRecall),
            ["weightedF1"] = JsonNumber.From(scores.WeightedF1),
            ["macroAuc"] = Area(scores.MacroArea),
            ["microAuc"] = Area(scores.MicroArea),
            ["calibration"] = CalibrationOf(scores.Calibration),
            ["confusion"] = Rows(scores.Confusion),
            ["classes"] = new JsonArray([.. scores.Classes.Select(ClassOf)]),
            ["notes"] = Names(scores.Notes),
        };
    }

    /// <summary>Makes an array of strings.</summary>
    /// <param name="names">Strings.</param>
    /// <returns>The array.</returns>
    internal static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    /// <summary>Makes how often images of one class were taken for another.</summary>
    /// <param name="confusion">The counts.</param>
    /// <returns>The classes, the counts <c>[should be, taken for]</c>, and the recall of each class.</returns>
    internal static JsonObject Confusion(ClassConfusion confusion) => new()
    {
        ["classes"] = Names(confusion.Classes),
        ["counts"] = Rows(confusion.Counts),
        ["recall"] = new JsonArray([.. Enumerable.Range(0, confusion.Classes.Count).Select(label => JsonNumber.From(confusion.RecallOf(label)))]),
    };

    private static JsonObject Model(FeatureExtractor extractor) => new()
    {
        ["id"] = extractor.Model.Id,
        ["architecture"] = extractor.Model.Network.Architecture,
        ["weightsHash"] = extractor.Model.WeightsHash,
        ["classes"] = Names(extractor.Model.Network.Classes),
    };

    private static JsonObject ClassOf(ClassScores scores) => new()
    {
        ["name"] = scores.Name,
        ["support"] = scores.Support,
        ["predicted"] = scores.PredictedCount,
        ["precision"] = JsonNumber.From(scores.Precision),
        ["recall"] = JsonNumber.From(scores.Recall),
        ["f1"] = JsonNumber.From(scores.F1),
        ["auc"] = JsonNumber.From(scores.Roc?.Area),
        ["aucInterval"] = scores.Roc?.AreaInterval is { } interval ? JsonNumber.From([interval.Lower, interval.Upper]) : null,
        ["aucIntervalMethod"] = scores.Roc is null ? null : RocCurve.IntervalMethod,
        ["roc"] = scores.Roc is { } roc ? Curve(roc.ToCorners()) : null,
    };

    private static JsonObject? Area(AreaEstimate? area) => area is null ? null : new JsonObject
    {
        ["value"] = area.Value,
        ["standardError"] = JsonNumber.From(area.StandardError),
        ["interval"] = area.Interval is { } interval ? JsonNumber.From([interval.Lower, interval.Upper]) : null,
        ["intervalMethod"] = area.Interval is null ? null : AreaEstimate.IntervalMethod,
    };

    private static JsonObject CalibrationOf(Calibration calibration) => new()
    {
        ["expectedError"] = calibration.ExpectedError,
        ["binCount"] = Calibration.BinCount,
        ["meanConfidence"] = calibration.MeanConfidence,
        ["overconfidence"] = calibration.Overconfidence,
        ["brier"] = calibration.BrierScore,
        ["bins"] = new JsonArray(
        [
            .. calibration.Bins.Select(bin => new JsonObject
            {
                ["lower"] = bin.Lower,
                ["upper"] = bin.Upper,
                ["images"] = bin.Count,
                ["meanConfidence"] = JsonNumber.From(bin.MeanConfidence),
                ["accuracy"] = JsonNumber.From(bin.Accuracy?.Value),
            }),
        ]),
    };

    private static JsonObject Curve(RocCurve curve) => new()
    {
        ["threshold"] = JsonNumber.From(curve.Points.Select(point => point.Threshold)),
        ["falsePositiveRate"] = JsonNumber.From(curve.Points.Select(curve.FalsePositiveRate)),
        ["truePositiveRate"] = JsonNumber.From(curve.Points.Select(curve.TruePositiveRate)),
    };

    private static JsonArray Rows(ConfusionMatrix confusion) => new(
    [
        .. Enumerable.Range(0, confusion.ClassCount).Select(row => new JsonArray(
            [.. Enumerable.Range(0, confusion.ClassCount).Select(column => (JsonNode)confusion[row, column])])),
    ]);
}
