using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class InceptionScoreTests
{
    private const int Count = 200;
    private const int Classes = 5;

    [Theory]
    [InlineData(0, 1.891752657550523, 0)]
    [InlineData(1, 1.8443520410315462, 0.06616991881031418)]
    [InlineData(2, 1.8469581586852712, 0.07643404363178966)]
    [InlineData(3, 1.8665724994100665, 0.08996764818774515)]
    public void Compute_GoldenLogits_EqualsNumPy(int index, double mean, double std)
    {
        JsonElement golden = Golden.Load("metrics", "is");
        JsonElement expected = golden.GetProperty("scores")[index];
        InceptionScoreOptions options = new()
        {
            Splits = expected.GetProperty("splits").GetInt32(),
            ShuffleSeed = expected.GetProperty("shuffle").GetBoolean() ? 2020 : null,
        };

        MetricScore score = InceptionScore.Compute("set", SampleRows.Of(GoldenProbabilities()), options);

        // float64 throughout: sums of 1,000 terms of size 1.
        NumericAssert.Close(mean, score.Value, 0, 1e-12);
        NumericAssert.Close(expected.GetProperty("mean").GetDouble(), score.Value, 0, 1e-12);
        Assert.Equal(options.Splits > 1, score.Details.ContainsKey("std"));
        if (options.Splits > 1)
        {
            NumericAssert.Close(std, score.Details["std"], 1e-12);
        }

        NumericAssert.Close(golden.GetProperty("entropies").GetProperty("marginal").GetDouble(), score.Details["marginalEntropy"], 1e-12);
        NumericAssert.Close(golden.GetProperty("entropies").GetProperty("conditional").GetDouble(), score.Details["conditionalEntropy"], 1e-12);
        Assert.Equal(Classes, score.Details["ceiling"]);
    }

    [Fact]
    public void Compute_Float32Probabilities_AgreesToTheirRounding()
    {
        float[] probabilities = [.. GoldenProbabilities().Data.Select(value => (float)value)];
        FeatureSet set = new(null, new FeatureMatrix(Classes, probabilities), [], [], "", "", []);

        MetricScore score = new InceptionScore().Compute(SetStatistics.Of("a", set), SetStatistics.Of("b", set), MetricSettings.Default);

        // Rounding to float32 moves each probability by 6e-8 of itself.
        NumericAssert.Close(1.8469581586852712, score.Value, 0, 1e-6);
    }

    [Fact]
    public void Compute_EqualSharesOfCertainClasses_IsTheCeiling()
    {
        Matrix certain = new(40, 4);
        for (int i = 0; i < 40; i++)
        {
            certain[i, i % 4] = 1;
        }

        MetricScore score = InceptionScore.Compute("set", SampleRows.Of(certain), new InceptionScoreOptions { Splits = 1 });

        NumericAssert.Close(4, score.Value, 0, 1e-14);
        NumericAssert.Close(Math.Log(4), score.Details["marginalEntropy"], 1e-14);
        Assert.Equal(0, score.Details["conditionalEntropy"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Compute_TheSameAnswerForEveryImage_IsOne(int classes)
    {
        Matrix same = new(12, classes);
        Array.Fill(same.Data, 1.0 / classes);

        NumericAssert.Close(1, InceptionScore.Compute("set", SampleRows.Of(same), new InceptionScoreOptions { Splits = 3 }).Value, 0, 1e-14);
    }

    [Fact]
    public void Compute_ClassesInOrderWithoutShuffle_ScoresEachSplitAlone()
    {
        // The known trap: with class folders one after the other and no shuffle, each split holds one class and scores 1.
        Matrix sorted = new(40, 4);
        for (int i = 0; i < 40; i++)
        {
            sorted[i, i / 10] = 1;
        }

        double kept = InceptionScore.Compute("set", SampleRows.Of(sorted), new InceptionScoreOptions { Splits = 4, ShuffleSeed = null }).Value;
        double shuffled = InceptionScore.Compute("set", SampleRows.Of(sorted), new InceptionScoreOptions { Splits = 4 }).Value;

        NumericAssert.Close(1, kept, 0, 1e-14);
        Assert.True(shuffled > 2, $"A shuffled split of 10 images should hold most of 4 classes, but the score is {shuffled}.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Compute_StandardError_AgreesWithTheJackknifeOfTheSplits(int splits)
    {
        Matrix probabilities = GoldenProbabilities();
        InceptionScoreOptions options = new() { Splits = splits, ShuffleSeed = null };
        int size = Count / splits;
        double variance = 0;
        for (int split = 0; split < splits; split++)
        {
            double[] part = probabilities.Data[(split * size * Classes)..((split + 1) * size * Classes)];
            double[] without = [.. Enumerable.Range(0, size).Select(left => InceptionScore.Compute(
                "set",
                SampleRows.Of(new Matrix(size - 1, Classes, [.. part[..(left * Classes)], .. part[((left + 1) * Classes)..]])),
                options with { Splits = 1 }).Value)];
            double mean = without.Average();
            variance += without.Sum(value => (value - mean) * (value - mean)) * (size - 1) / size;
        }

        // The jackknife holds the second order, a relative 1 / size for each of five classes.
        NumericAssert.Close(
            Math.Sqrt(variance) / splits, InceptionScore.Compute("set", SampleRows.Of(probabilities), options).StandardError!.Value, 0, 5.0 / size);
    }

    [Fact]
    public void Compute_TenSplits_HaveTheErrorOfTheirScatterOverNewSets()
    {
        // Of 100 images each split has ten, of which an influence function takes chance for the law: a fifth too small on such probabilities.
        const int Sets = 400;
        MetricScore[] scores = [.. Enumerable.Range(0, Sets).Select(seed => InceptionScore.Compute(
            "set", SampleRows.Of(Softmax(new Matrix(100, 4, Lcg.Values((uint)(seed * 7919), 400, 9)))), new InceptionScoreOptions()))];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => Math.Pow(score.Value - mean, 2)) / (Sets - 1));

        // A deviation of 400 draws is known to 1 / √800 = 3.5 %, of which three are allowed.
        Assert.InRange(Math.Sqrt(scores.Average(score => Math.Pow(score.StandardError!.Value, 2))) / deviation, 0.895, 1.105);
        Assert.All(scores, score => Assert.Equal("splits", score.IntervalMethod));
    }

    [Fact]
    public void Compute_SimulatedImages_CoversTheExpectedScore()
    {
        const int Sets = 400;
        MetricScore[] scores = [.. Enumerable.Range(0, Sets).Select(seed => InceptionScore.Compute(
            "set", SampleRows.Of(Softmax(new Matrix(300, 4, Lcg.Values((uint)(seed * 7919), 1200, 9)))), new InceptionScoreOptions()))];
        double expected = scores.Average(score => score.Value);
        int covered = scores.Count(score => expected >= score.Interval!.Value.Lower && expected <= score.Interval.Value.Upper);

        // 95 % of 400 has a deviation of 1.1 %, of which three are allowed.
        Assert.InRange((double)covered / Sets, 0.917, 0.983);
    }

    [Fact]
    public void Compute_FewerImagesThanSplits_SaysWhatToDo()
    {
        InputException e = Assert.Throws<InputException>(
            () => InceptionScore.Compute("fake", SampleRows.Of(new Matrix(2, 2, [1, 0, 0, 1])), new InceptionScoreOptions()));

        Assert.Equal("The Inception Score in 10 splits needs at least 10 generated images, but 'fake' has 2: choose fewer by --set is.splits=1.", e.Message);
    }

    [Theory]
    [InlineData(2, 3, "those of image 0 of 'fake' sum to 5: they may be logits.")]
    [InlineData(1.5, -0.5, "those of image 0 of 'fake' hold -0.5 for class 1 and sum to 1: they may be logits.")]
    [InlineData(double.NaN, 1, "those of image 0 of 'fake' sum to NaN: the network has damaged weights.")]
    public void Compute_WhatIsNoProbability_Refuses(double first, double second, string found)
    {
        InputException e = Assert.Throws<InputException>(
            () => InceptionScore.Compute("fake", SampleRows.Of(new Matrix(1, 2, [first, second])), new InceptionScoreOptions { Splits = 1 }));

        Assert.EndsWith(found, e.Message);
    }

    [Fact]
    public void Compute_FeaturesAlone_SaysThatProbabilitiesAreMissing()
    {
        SetStatistics set = SetStatistics.Of("fake.npz", new FeatureSet(new FeatureMatrix(1, [1, 2]), null, [], [], "", "", []));

        InputException e = Assert.Throws<InputException>(() => new InceptionScore().Compute(set, set, MetricSettings.Default));

        Assert.StartsWith("'fake.npz' has no class probabilities", e.Message);
    }

    private static Matrix GoldenProbabilities() => Softmax(new Matrix(Count, Classes, Lcg.Values(5, Count * Classes, 6)));

    private static Matrix Softmax(Matrix logits)
    {
        for (int i = 0; i < logits.Rows; i++)
        {
            Span<double> row = logits.Row(i);
            double sum = 0;
            foreach (ref double value in row)
            {
                value = Math.Exp(value);
                sum += value;
            }

            foreach (ref double value in row)
            {
                value /= sum;
            }
        }

        return logits;
    }
}
