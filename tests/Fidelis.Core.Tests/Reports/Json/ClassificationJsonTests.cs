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
        (double Lower, double Upper) macro = scores.MacroArea!.Interval!.Value;
        (double Lower, double Upper) micro = scores.MicroArea!.Interval!.Value;
        (double Lower, double Upper) area = scores.Classes[0].Roc!.AreaInterval;

        JsonNode expected = JsonNode.Parse(FormattableString.Invariant($$"""
            {
              "images": 4,
              "accuracy": { "value": 0.75, "interval": [{{lower:R}}, {{upper:R}}], "intervalMethod": "wilson-95", "correct": 3 },
              "meanLoss": {{scores.MeanLoss:R}},
              "macroPrecision": {{(2.0 / 3 + 1) / 2:R}},
              "macroRecall": 0.75,
              "macroF1": {{(0.8 + (2.0 / 3)) / 2:R}},
              "balancedAccuracy": 0.75,
              "weightedPrecision": {{(2.0 / 3 + 1) / 2:R}},
              "weightedRecall": 0.75,
              "weightedF1": {{(0.8 + (2.0 / 3)) / 2:R}},
              "macroAuc": { "value": 0.875, "standardError": {{scores.MacroArea!.StandardError:R}}, "interval": [{{macro.Lower:R}}, {{macro.Upper:R}}], "intervalMethod": "delong-logit-95" },
              "microAuc": { "value": {{scores.MicroArea!.Value:R}}, "standardError": {{scores.MicroArea.StandardError:R}}, "interval": [{{micro.Lower:R}}, {{micro.Upper:R}}], "intervalMethod": "delong-logit-95" },
              "calibration": { "expectedError": {{scores.Calibration.ExpectedError:R}}, "binCount": 15, "meanConfidence": 0.625, "overconfidence": -0.125, "brier": {{scores.Calibration.BrierScore:R}} },
              "confusion": [[2, 0], [1, 1]],
              "classes": [
                { "name": "a", "support": 2, "predicted": 3, "precision": {{2.0 / 3:R}}, "recall": 1, "f1": 0.8, "auc": 0.875, "aucInterval": [{{area.Lower:R}}, {{area.Upper:R}}], "aucIntervalMethod": "newcombe-95",
                  "roc": { "threshold": ["Infinity", 0.75, 0.5, 0.25], "falsePositiveRate": [0, 0, 0.5, 1], "truePositiveRate": [0, 0.5, 1, 1] } },
                { "name": "b", "support": 2, "predicted": 1, "precision": 1, "recall": 0.5, "f1": {{2.0 / 3:R}}, "auc": 0.875, "aucInterval": [{{area.Lower:R}}, {{area.Upper:R}}], "aucIntervalMethod": "newcombe-95",
                  "roc": { "threshold": ["Infinity", 0.75, 0.5, 0.25], "falsePositiveRate": [0, 0, 0.5, 1], "truePositiveRate": [0, 0.5, 1, 1] } }
              ],
              "notes": []
            }
            """))!;

        JsonNode found = JsonNode.Parse(ClassificationJson.Scores(scores).ToJsonString())!;
        JsonArray bins = (JsonArray)found["calibration"]!["bins"]!;
        Assert.Equal(15, bins.Count);
        // Two images each of confidence 0.5 and 0.75, of which one and both are right.
        Assert.Equal("""{"lower":0.4666666666666667,"upper":0.5333333333333333,"images":2,"meanConfidence":0.5,"accuracy":0.5}""", bins[7]!.ToJsonString());
        Assert.Equal("""{"lower":0,"upper":0.06666666666666667,"images":0,"meanConfidence":null,"accuracy":null}""", bins[0]!.ToJsonString());
        found["calibration"]!.AsObject().Remove("bins");
        Assert.True(JsonNode.DeepEquals(expected, found), found.ToJsonString());
    }

    [Fact]
    public void Scores_ValuesThatDoNotExist_AreNullWithNotes()
    {
        JsonObject document = ClassificationJson.Scores(ClassificationScores.Compute(["a", "b"], [0], [0.9f, 0.1f]));

        JsonNode absent = document["classes"]![1]!;
        Assert.All(new[] { "precision", "recall", "f1", "auc", "aucInterval", "roc" }, name => Assert.Null(absent[name]));
        Assert.Null(document["macroAuc"]);
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
