using System.Text.Json;
using Fidelis.Statistics;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class ClassificationScoresTests
{
    // Both sides divide the same counts, so that they may differ by a few roundings of float64 only.
    private const double Rounding = 1e-14;

    [Theory]
    [InlineData("many-ties")]
    [InlineData("few-ties")]
    [InlineData("good")]
    [InlineData("two-classes")]
    public void Compute_RandomClassifiers_AgreesWithScikitLearn(string name)
    {
        JsonElement golden = Golden.Load("training", "classification").GetProperty(name);
        int k = golden.GetProperty("classes").GetInt32();
        ClassificationScores scores = ClassificationScores.Compute(
            Names(k), golden.GetProperty("labels").Integers(), golden.GetProperty("probabilities").Floats());

        Assert.Equal(golden.GetProperty("confusion").Integers(), Counts(scores.Confusion));
        Assert.Equal(golden.GetProperty("support").Integers(), scores.Classes.Select(c => c.Support));
        NumericAssert.Close(golden.GetProperty("precision").Doubles(), [.. scores.Classes.Select(c => c.Precision!.Value)], Rounding);
        NumericAssert.Close(golden.GetProperty("recall").Doubles(), [.. scores.Classes.Select(c => c.Recall!.Value)], Rounding);
        NumericAssert.Close(golden.GetProperty("f1").Doubles(), [.. scores.Classes.Select(c => c.F1!.Value)], Rounding);
        NumericAssert.Close(
            [
                golden.GetProperty("accuracy").GetDouble(), golden.GetProperty("balancedAccuracy").GetDouble(),
                golden.GetProperty("macroPrecision").GetDouble(), golden.GetProperty("macroF1").GetDouble(),
            ],
            [scores.Accuracy.Value, scores.MacroRecall!.Value, scores.MacroPrecision!.Value, scores.MacroF1!.Value],
            Rounding);
        Assert.Empty(scores.Notes);
        for (int c = 0; c < k; c++)
        {
            JsonElement curve = golden.GetProperty("curves")[c];
            RocCurve roc = scores.Classes[c].Roc!;
            NumericAssert.Close(curve.GetProperty("falsePositiveRate").Doubles(), [.. roc.Points.Select(roc.FalsePositiveRate)], Rounding);
            NumericAssert.Close(curve.GetProperty("truePositiveRate").Doubles(), [.. roc.Points.Select(roc.TruePositiveRate)], Rounding);
            Assert.Equal(curve.GetProperty("thresholds").Doubles(), roc.Points.Skip(1).Select(point => point.Threshold));
            NumericAssert.Close(curve.GetProperty("area").GetDouble(), roc.Area, Rounding);
        }

        NumericAssert.Close(
            golden.GetProperty("curves").EnumerateArray().Average(curve => curve.GetProperty("area").GetDouble()), scores.MacroArea!.Value, Rounding);
    }

    [Fact]
    public void Compute_UniformProbabilities_LosesTheLogarithmOfTheClasses()
    {
        ClassificationScores scores = ClassificationScores.Compute(Names(4), [0, 1, 2, 3], [.. Enumerable.Repeat(0.25f, 16)]);

        // ln 4 by one rounding; every prediction is the first of equals.
        NumericAssert.Close(Math.Log(4), scores.MeanLoss, 1e-15);
        Assert.Equal(0.25, scores.Accuracy.Value);
        Assert.Equal(0.5, scores.MacroArea!.Value);
    }

    [Fact]
    public void Compute_ProbabilityOfZero_CostsTheLogarithmOfTheSmallestFloat()
    {
        ClassificationScores scores = ClassificationScores.Compute(Names(2), [0], [0, 1]);

        // The smallest positive float32 is 2^-149.
        NumericAssert.Close(149 * Math.Log(2), scores.MeanLoss, 1e-12);
    }

    [Fact]
    public void Compute_ClassWithoutImages_HasNoRecallAndSaysSo()
    {
        ClassificationScores scores = ClassificationScores.Compute(
            ["a", "b", "c"], [0, 0, 1, 1], [0.8f, 0.1f, 0.1f, 0.2f, 0.1f, 0.7f, 0.1f, 0.8f, 0.1f, 0.3f, 0.4f, 0.3f]);

        ClassScores absent = scores.Classes[2];
        Assert.Equal((0, 1), (absent.Support, absent.PredictedCount));
        Assert.Equal(0.0, absent.Precision);
        Assert.Null(absent.Recall);
        Assert.Equal(0.0, absent.F1);
        Assert.Null(absent.Roc);
        Assert.Equal(["There is no image of class 'c', so it has no recall and no ROC curve."], scores.Notes);
        // The absent class is left out of the mean: a has 1/2, b has 2/2.
        Assert.Equal(0.75, scores.MacroRecall);
    }

    [Fact]
    public void Compute_ClassNeitherSeenNorPredicted_HasNothingAndSaysSo()
    {
        ClassificationScores scores = ClassificationScores.Compute(["a", "b"], [0, 0], [0.9f, 0.1f, 0.6f, 0.4f]);

        Assert.Equal(new ClassScores("b", 0, 0, null, null, null, null), scores.Classes[1]);
        Assert.Equal(
            [
                "Every image is of class 'a', so it has no ROC curve.",
                "There is no image of class 'b', so it has no recall and no ROC curve.",
                "No image was classified as 'b', so it has no precision and no F1.",
            ],
            scores.Notes);
        Assert.Null(scores.MacroArea);
        Assert.Equal(1.0, scores.MacroRecall);
    }

    [Fact]
    public void Compute_ClassThatIsNeverPredicted_HasNoPrecisionButAnF1OfZero()
    {
        ClassificationScores scores = ClassificationScores.Compute(["a", "b"], [0, 1], [0.9f, 0.1f, 0.6f, 0.4f]);

        Assert.Null(scores.Classes[1].Precision);
        Assert.Equal(0.0, scores.Classes[1].F1);
        Assert.Equal(["No image was classified as 'b', so it has no precision."], scores.Notes);
    }

    [Fact]
    public void Compute_AnyOrderOfImages_GivesTheSame()
    {
        int[] labels = [0, 1, 2, 2, 1, 0, 0];
        float[] probabilities = [.. Lcg.Values(5, 21).Select(value => (float)Math.Round(value, 1))];
        int[] order = [6, 2, 4, 0, 1, 5, 3];
        ClassificationScores one = ClassificationScores.Compute(Names(3), labels, probabilities);
        ClassificationScores other = ClassificationScores.Compute(
            Names(3), [.. order.Select(i => labels[i])], [.. order.SelectMany(i => probabilities[(i * 3)..((i * 3) + 3)])]);

        Assert.Equal(Counts(one.Confusion), Counts(other.Confusion));
        Assert.Equal(one.Classes.Select(c => c.Roc!.Area), other.Classes.Select(c => c.Roc!.Area));
        Assert.All(one.Classes.Zip(other.Classes), pair => Assert.Equal(pair.First.Roc!.Points, pair.Second.Roc!.Points));
    }

    [Fact]
    public void Compute_WrongShapesOrNotANumber_Refuses()
    {
        Assert.Throws<ArgumentException>(() => ClassificationScores.Compute(Names(2), [], []));
        Assert.Throws<ArgumentException>(() => ClassificationScores.Compute(Names(2), [0], [1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationScores.Compute(Names(2), [2], [1f, 0f]));
        Assert.Throws<ArgumentException>(() => ClassificationScores.Compute(Names(2), [0], [1f, float.NaN]));
    }

    [Fact]
    public void Accuracy_TwoHundredOfTwoHundred_KeepsAnIntervalBelowOne()
    {
        Accuracy accuracy = Accuracy.Of(200, 200);

        // With no error, Wilson's lower end is n / (n + z^2), z = 1.959963984540054.
        NumericAssert.Close(200 / (200 + (1.959963984540054 * 1.959963984540054)), accuracy.Lower, 1e-12);
        NumericAssert.Close(1, accuracy.Upper, 1e-15);
        Assert.Equal(1.0, accuracy.Value);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"class {i}")];

    private static int[] Counts(ConfusionMatrix confusion) =>
        [.. from row in Enumerable.Range(0, confusion.ClassCount) from column in Enumerable.Range(0, confusion.ClassCount) select confusion[row, column]];
}
