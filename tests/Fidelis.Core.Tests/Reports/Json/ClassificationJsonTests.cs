using System.Text.Json.Nodes;
using Fidelis.Reports.Json;
using Fidelis.Training;

namespace Fidelis.Tests.Reports.Json;

public sealed class ClassificationJsonTests
{
    [Fact]
    public void Scores_TwoClasses_HaveEveryFieldOfTheSchema()
    {
        ClassificationScores scores = ClassificationScores.Compute(["a", "b"], [0, 0, 1, 1], [0.75f, 0.25f, 0.5f, 0.5f, 0.25f, 0.75f, 0.5f, 0.5f]);
        double lower = scores.Accuracy.Lower;
        double upper = scores.Accuracy.Upper;

        JsonNode expected = JsonNode.Parse(FormattableString.Invariant($$"""
            {
              "images": 4,
              "accuracy": { "value": 0.75, "interval": [{{lower:R}}, {{upper:R}}], "intervalMethod": "wilson-95", "correct": 3 },
              "meanLoss": {{scores.MeanLoss:R}},
              "macroPrecision": {{(2.0 / 3 + 1) / 2:R}},
              "macroRecall": 0.75,
              "macroF1": {{(0.8 + (2.0 / 3)) / 2:R}},
              "meanAuc": 0.875,
              "confusion": [[2, 0], [1, 1]],
              "classes": [
                { "name": "a", "support": 2, "predicted": 3, "precision": {{2.0 / 3:R}}, "recall": 1, "f1": 0.8, "auc": 0.875,
                  "roc": { "threshold": ["Infinity", 0.75, 0.5, 0.25], "falsePositiveRate": [0, 0, 0.5, 1], "truePositiveRate": [0, 0.5, 1, 1] } },
                { "name": "b", "support": 2, "predicted": 1, "precision": 1, "recall": 0.5, "f1": {{2.0 / 3:R}}, "auc": 0.875,
                  "roc": { "threshold": ["Infinity", 0.75, 0.5, 0.25], "falsePositiveRate": [0, 0, 0.5, 1], "truePositiveRate": [0, 0.5, 1, 1] } }
              ],
              "notes": []
            }
            """))!;

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(ClassificationJson.Scores(scores).ToJsonString())), ClassificationJson.Scores(scores).ToJsonString());
    }

    [Fact]
    public void Scores_ValuesThatDoNotExist_AreNullWithNotes()
    {
        JsonObject document = ClassificationJson.Scores(ClassificationScores.Compute(["a", "b"], [0], [0.9f, 0.1f]));

        JsonNode absent = document["classes"]![1]!;
        Assert.All(new[] { "precision", "recall", "f1", "auc", "roc" }, name => Assert.Null(absent[name]));
        Assert.Null(document["meanAuc"]);
        Assert.Equal(3, document["notes"]!.AsArray().Count);
    }

    [Fact]
    public void Scores_CurveWithPointsInLine_KeepsItsCornersAlone()
    {
        // Every threshold adds one positive image, so that the curve is one step up and one to the right.
        float[] probabilities = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { 1 - (i / 32f), i / 32f })];
        JsonObject document = ClassificationJson.Scores(ClassificationScores.Compute(
            ["a", "b"], [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0 : 1)], probabilities));

        Assert.Equal("[0,0,1]", document["classes"]![0]!["roc"]!["falsePositiveRate"]!.ToJsonString());
        Assert.Equal("[0,1,1]", document["classes"]![0]!["roc"]!["truePositiveRate"]!.ToJsonString());
    }
}
