using System.Text.Json;
using Fidelis.Numerics.Distributions;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

/// <summary>How sure scores are: averages, areas with their errors, calibration.</summary>
public sealed class JudgementTests
{
    // The same counts and float32 values on both sides, a few hundred sums in float64.
    private const double Rounding = 1e-12;

    public static TheoryData<string> Cases => ["many-ties", "few-ties", "good", "two-classes"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_RandomClassifiers_AgreesWithScikitLearnAndBruteForce(string name)
    {
        JsonElement golden = Golden.Load("training", "judgement").GetProperty("cases").GetProperty(name);
        ClassificationScores scores = ClassificationScores.Compute(
            [.. Enumerable.Range(0, golden.GetProperty("classes").GetInt32()).Select(i => $"class {i}")],
            golden.GetProperty("labels").Integers(),
            golden.GetProperty("probabilities").Floats());

        NumericAssert.Close(Values(golden, "weightedPrecision", "weightedRecall", "weightedF1"), [scores.WeightedPrecision!.Value, scores.WeightedRecall!.Value, scores.WeightedF1!.Value], Rounding);
        NumericAssert.Close(Values(golden, "macroArea", "macroError"), [scores.MacroArea!.Value, scores.MacroArea.StandardError!.Value], Rounding);
        NumericAssert.Close(Values(golden, "microArea", "microError"), [scores.MicroArea!.Value, scores.MicroArea.StandardError!.Value], Rounding);
        NumericAssert.Close(Values(golden, "ece", "meanConfidence", "brier"), [scores.Calibration.ExpectedError, scores.Calibration.MeanConfidence, scores.Calibration.BrierScore], Rounding);
        if (golden.GetProperty("classes").GetInt32() == 2)
        {
            // Of two classes the mean is the one area, and its error DeLong's as the paper writes it.
            NumericAssert.Close(golden.GetProperty("binaryError").GetDouble(), scores.MacroArea.StandardError.Value, Rounding);
            NumericAssert.Close(2 * golden.GetProperty("brierBinary").GetDouble(), scores.Calibration.BrierScore, Rounding);
        }
    }

    [Fact]
    public void WeightedRecall_AnyScores_IsTheAccuracy()
    {
        ClassificationScores scores = Random(4, 200, 1, new Xoshiro256(3));

        NumericAssert.Close(scores.Accuracy.Value, scores.WeightedRecall!.Value, 1e-15);
    }

    [Fact]
    public void MacroArea_PerfectClassifier_HasNoIntervalOfItsOwn()
    {
        ClassificationScores scores = ClassificationScores.Compute(["a", "b"], [0, 0, 1, 1], [0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.1f, 0.9f]);

        Assert.Equal(new AreaEstimate(1, 0, null), scores.MacroArea);
        // The score interval of each class keeps its width.
        Assert.InRange(scores.Classes[0].Roc!.AreaInterval.Lower, 0.3, 0.8);
        Assert.Equal(1, scores.Classes[0].Roc!.AreaInterval.Upper);
    }

    [Fact]
    public void MacroArea_OneImageOfAClass_HasNoError() =>
        Assert.Null(ClassificationScores.Compute(["a", "b"], [0, 1, 1], [0.9f, 0.1f, 0.3f, 0.7f, 0.6f, 0.4f]).MacroArea!.StandardError);

    [Fact]
    public void Intervals_ManySamples_CoverTheTrueArea()
    {
        // Three classes, scores of which the true class's is raised by 1 with unit normal noise; each image's scores are independent.
        const int Repeats = 600;
        const int Count = 90;
        // A raised normal number exceeds another with this probability, whether the two are of one class or of two.
        double truth = NormalDistribution.Cdf(1 / Math.Sqrt(2));
        Xoshiro256 random = new(20240815);
        (int macro, int micro, int ofClass) = (0, 0, 0);
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            ClassificationScores scores = Random(3, Count, 1, random);
            macro += Covers(scores.MacroArea!.Interval!.Value, truth);
            micro += Covers(scores.MicroArea!.Interval!.Value, truth);
            ofClass += Covers(scores.Classes[0].Roc!.AreaInterval, truth);
        }

        // 95 % of 600 has a standard deviation of 0.9 %: four of them, and 0.5 % for samples of 90.
        Assert.InRange(macro, 0.91 * Repeats, 0.99 * Repeats);
        Assert.InRange(micro, 0.91 * Repeats, 0.99 * Repeats);
        Assert.InRange(ofClass, 0.91 * Repeats, 0.99 * Repeats);

        static int Covers((double Lower, double Upper) interval, double truth) => interval.Lower <= truth && truth <= interval.Upper ? 1 : 0;
    }

    [Fact]
    public void Calibration_ProbabilitiesThatAreRight_HasNoError()
    {
        // Of eight images of confidence 3/4, six are right.
        Calibration calibration = Calibration.Compute([0, 0, 0, 0, 0, 0, 1, 1], [.. Enumerable.Repeat(new[] { 0.75f, 0.25f }, 8).SelectMany(row => row)]);

        Assert.Equal((0.0, 0.75, 0.0), (calibration.ExpectedError, calibration.MeanConfidence, calibration.Overconfidence));
        // 6 (1/16 + 1/16) + 2 (9/16 + 9/16) over 8.
        Assert.Equal(0.375, calibration.BrierScore);
        CalibrationBin bin = Assert.Single(calibration.Bins, b => b.Count > 0);
        Assert.Equal((11.0 / 15, 12.0 / 15), (bin.Lower, bin.Upper));
        Assert.Equal(Calibration.BinCount, calibration.Bins.Count);
    }

    [Fact]
    public void Calibration_CertainAndWrong_IsAsWrongAsCanBe()
    {
        Calibration calibration = Calibration.Compute([0, 0], [0, 1, 0, 1]);

        Assert.Equal((1.0, 1.0, 2.0), (calibration.ExpectedError, calibration.Overconfidence, calibration.BrierScore));
    }

    private static ClassificationScores Random(int classes, int count, double skill, Xoshiro256 random)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        // A monotone map of a normal number into (0, 1): ranks are all that areas see.
        float[] probabilities = [.. labels.SelectMany(label => Enumerable.Range(0, classes).Select(c => (float)(1 / (1 + Math.Exp(-random.NextGaussian() - (c == label ? skill : 0))))))];
        return ClassificationScores.Compute([.. Enumerable.Range(0, classes).Select(c => $"{c}")], labels, probabilities);
    }

    private static double[] Values(JsonElement golden, params string[] names) => [.. names.Select(name => golden.GetProperty(name).GetDouble())];
}
