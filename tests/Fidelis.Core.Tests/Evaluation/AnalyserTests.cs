using Fidelis.Evaluation;
using Fidelis.Evaluation.Analysers;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation;

public sealed class AnalyserTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void All_Analysers_AreFoundAndNamedInOrder()
    {
        Assert.Contains(AnalyserCatalog.All, analyser => analyser is SmallSample);
        Assert.Equal(AnalyserCatalog.All.Select(analyser => analyser.GetType().FullName).Order(StringComparer.Ordinal), AnalyserCatalog.All.Select(analyser => analyser.GetType().FullName));
    }

    [Fact]
    public void Analyse_EnoughGoodImages_DrawsTheVerdictAlone() =>
        Assert.Equal(["within-floor"], Ids(Compare(SampleSets.Draw(1, 400, 6), SampleSets.Draw(2, 400, 6), ("is", "splits", "2"), ("kid", "subset-size", "all"))));

    [Fact]
    public void Analyse_ADefect_DrawsNoVerdict() =>
        Assert.Empty(Compare(SampleSets.Draw(1, 400, 6), SampleSets.Draw(2, 400, 6, 0.2), ("is", "splits", "2"), ("kid", "subset-size", "all")));

    [Theory]
    [InlineData(11, "which span at most 10 directions", "a factor of 2")]
    [InlineData(12, "which span at most 11 directions", "a factor of 2")]
    [InlineData(13, "there are 13 images in 'fake'. The floor", "a quarter")]
    public void SmallSample_FewImages_SaysHowMuchTheFloorIsWorth(int count, string directions, string error)
    {
        Conclusion conclusion = Single("small-sample", Compare(SampleSets.Draw(1, 100, 12), SampleSets.Draw(2, count, 12), ("is", "splits", "1")));

        Assert.Equal(ConclusionKind.Warning, conclusion.Kind);
        Assert.Contains(directions, conclusion.Message);
        Assert.Contains(error, conclusion.Message);
        Assert.Contains("at least 24 images", conclusion.Message);
    }

    [Fact]
    public void SmallSample_TwiceAsManyImagesAsFeatures_IsSilent() =>
        Assert.DoesNotContain("small-sample", Ids(Compare(SampleSets.Draw(1, 24, 12), SampleSets.Draw(2, 24, 12))));

    [Fact]
    public void WithinFloor_SmallSample_IsLeftToTheWarning() =>
        Assert.DoesNotContain("within-floor", Ids(Compare(SampleSets.Draw(1, 23, 12), SampleSets.Draw(2, 23, 12))));

    [Fact]
    public void SplitBias_SmallSplits_SaysHowFarTheyMisleadAndTheRemedyHelps()
    {
        FeatureSet reference = SampleSets.Draw(1, 100, 4);
        FeatureSet generated = SampleSets.Draw(2, 60, 4);

        // 1 - exp(-(3 - 1) / (2 * 6)) = 15 %.
        Assert.Contains("10 splits of 6 images in 'fake': with 3 classes that can make it 15 % too low", Single("split-bias", Compare(reference, generated)).Message);
        Assert.DoesNotContain("split-bias", Ids(Compare(reference, generated, ("is", "splits", "1"))));
    }

    [Fact]
    public void SplitBias_FewerImagesThanClasses_SaysThatTheImagesAreTheCeiling() =>
        Assert.Contains(
            "none can score above its number of images, whatever the 3 classes would allow",
            Single("split-bias", Compare(SampleSets.Draw(1, 100, 4), SampleSets.Draw(2, 20, 4))).Message);

    [Fact]
    public void NearCeiling_CertainAndEvenClasses_SaysThatThereIsNoRoomLeft()
    {
        FeatureSet certain = SampleSets.Draw(1, 300, 4) with { Probabilities = OneHot(300, i => i % 3) };

        Assert.Contains("of at most 3", Single("near-ceiling", Compare(certain, certain, ("is", "splits", "1"))).Message);
    }

    [Fact]
    public void OneClass_NearlyAllImagesOfOne_IsSaid()
    {
        FeatureSet set = SampleSets.Draw(1, 300, 4);

        Assert.Contains("nearly all images", Single("one-class", Compare(set, set with { Probabilities = OneHot(300, i => i < 290 ? 0 : 1) })).Message);
        Assert.Contains("knows one class", Single("one-class", Compare(set, set with { Probabilities = new FeatureMatrix(1, [.. Enumerable.Repeat(1f, 300)]) })).Message);
        Assert.DoesNotContain("one-class", Ids(Compare(set, set)));
    }

    [Fact]
    public void LowRank_DeadChannels_AreCountedAndFewImagesAreNot()
    {
        FeatureSet dead = SampleSets.Draw(1, 100, 6);
        float[] features = dead.Features!.Chunk(0).ToArray();
        for (int i = 0; i < features.Length; i += 6)
        {
            features[i] = 0;
            features[i + 1] = features[i + 2];
        }

        Assert.Contains("The 6 features of the reference span 4 directions", Single("low-rank", Compare(dead with { Features = new FeatureMatrix(6, features) }, dead)).Message);
        Assert.DoesNotContain("low-rank", Ids(Compare(SampleSets.Draw(1, 5, 6), dead)));
    }

    [Fact]
    public void UnknownCountAndProtocol_OfForeignStatistics_AreSaid()
    {
        string features = fixture.Features("a.npz", fixture.Images("real", 20));
        string foreign = fixture.Statistics("s.npz", features, statistics => statistics with { Count = null, ProtocolText = FeatureSet.UnknownProtocol, ProtocolHash = "" });
        EvaluationPlan plan = new() { Reference = foreign, Generated = [features], Metrics = ["fid"] };

        Conclusion[] conclusions = [.. EvaluationFixture.Run(plan).Comparisons[0].Conclusions];

        Assert.Equal(["unknown-count", "unknown-interval", "unknown-protocol"], Ids(conclusions));
        Assert.Equal("fake", EvaluationFixture.Run(plan with { Reference = features }).Comparisons[0].Protocol.Text.Split(" -> ")[3].Split(',')[0]);
    }

    [Fact]
    public void Images_WhatWasDoneToThem_IsSaid()
    {
        string real = fixture.Images("real", 12, 1, 4, 4, "a", "b");
        string fake = fixture.Images("fake", 12, 2, 8, 4, "b", "c");
        fixture.File("fake/readme.txt", [1]);

        Conclusion[] conclusions = [.. EvaluationFixture.Run(new EvaluationPlan { Reference = real, Generated = [fake], Models = ["fake"] }).Comparisons[0].Conclusions];

        Assert.Contains("lacks the class a of the reference and has the class c, which the reference lacks", Single("class-folders", conclusions).Message);
        Assert.Contains("12 of 12 images, of 8 x 4, were resized to 4 x 4 by the rule of the protocol. 12 of them have another aspect ratio", Single("resized-images", conclusions).Message);
        Assert.Contains("'readme.txt'", Single("ignored-files", conclusions).Message);
    }

    [Fact]
    public void Sets_ThatCannotBeComparedAsTheyStand_AreSaid()
    {
        string real = fixture.Images("real", 12);
        EvaluationPlan plan = new() { Reference = real, Generated = [real, fixture.Images("fake", 20, 2)], Models = ["fake", "fake@map"] };

        RunResult result = EvaluationFixture.Run(plan);

        Assert.Contains("the very images of the reference", Single("identical-sets", [.. result.Comparisons[0].Conclusions]).Message);
        Assert.DoesNotContain("identical-sets", Ids([.. result.Comparisons[1].Conclusions]));
        Assert.All(result.Comparisons, comparison =>
        {
            Assert.Contains("have 12, 20 images: fid and is change with n", Single("unequal-counts", [.. comparison.Conclusions]).Message);
            Assert.StartsWith("fid and kid of different models", Single("several-feature-spaces", [.. comparison.Conclusions]).Message);
        });
    }

    [Fact]
    public void IgnoredContents_AFileOfSeveralThings_SaysAsWhatItWasTaken()
    {
        string path = fixture.PathOf("both.npz");
        Fidelis.Networks.Weights.Npz.NpzWriter.Write(path, writer =>
        {
            writer.Add("features", Fidelis.Networks.Weights.Npz.NpyArray.From([.. Enumerable.Range(0, 40).Select(i => (float)(i * i % 7))], 20, 2));
            writer.Add("mu", Fidelis.Networks.Weights.Npz.NpyArray.From(new double[2], 2));
            writer.Add("sigma", Fidelis.Networks.Weights.Npz.NpyArray.From(new double[4], 2, 2));
        });

        Conclusion[] conclusions = [.. EvaluationFixture.Run(new EvaluationPlan { Reference = path, Generated = [path], Metrics = ["fid"] }).Comparisons[0].Conclusions];

        Assert.Contains(conclusions, conclusion => conclusion.Id == "ignored-contents" && conclusion.Message.Contains("taken as features; it also holds statistics", StringComparison.Ordinal));
    }

    [Fact]
    public void IgnoredContents_StatisticsOfGuidedDiffusion_NamesTheScoresThatItTakesFromThem()
    {
        string path = fixture.PathOf("virtual.npz");
        Fidelis.Networks.Weights.Npz.NpzWriter.Write(path, writer =>
        {
            foreach (string suffix in (string[])["", "_s"])
            {
                writer.Add("mu" + suffix, Fidelis.Networks.Weights.Npz.NpyArray.From(new double[2], 2));
                writer.Add("sigma" + suffix, Fidelis.Networks.Weights.Npz.NpyArray.From([1.0, 0, 0, 1], 2, 2));
            }
        });

        Conclusion[] conclusions = [.. EvaluationFixture.Run(new EvaluationPlan { Reference = path, Generated = [path], Metrics = ["fid"] }).Comparisons[0].Conclusions];

        Assert.Contains(conclusions, conclusion => conclusion.Id == "ignored-contents" && conclusion.Message.Contains(
            "taken as statistics; it also holds spatial statistics (mu_s and sigma_s), which were not looked at. guided-diffusion takes its sFID from those", StringComparison.Ordinal));
    }

    [Fact]
    public void AdaptedSubsets_FewImages_SaysHowManyTheSubsetsHold()
    {
        Conclusion[] conclusions = Compare(SampleSets.Draw(1, 400, 6), SampleSets.Draw(2, 300, 6));

        Assert.StartsWith("The subsets of KID hold 300 images of each set instead of 1000, as there are no more. The score stays unbiased; --set kid.subset-size=all", Single("adapted-subsets", conclusions).Message);
        Assert.DoesNotContain("adapted-subsets", Ids(Compare(SampleSets.Draw(1, 400, 6), SampleSets.Draw(2, 300, 6), ("kid", "subset-size", "300"))));
    }

    [Fact]
    public void ContradictingScores_TwoDistancesInOppositeOrders_NamesBoth()
    {
        // Equal means with half the scatter are near by KID's linear kernel and far by FID; a small shift is the reverse.
        FeatureSet reference = SampleSets.Draw(1, 400, 4);
        float[] mean = [.. Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 400).Average(i => reference.Features!.Row(i)[j]))];
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["narrow", "shifted"] },
            EvaluationSource.Of("real", reference, "1", []),
            [
                EvaluationSource.Of("narrow", Changed(SampleSets.Draw(2, 400, 4), (value, j) => mean[j] + (0.3f * (value - mean[j]))), "2", []),
                EvaluationSource.Of("shifted", Changed(SampleSets.Draw(3, 400, 4), (value, _) => value + 0.4f), "3", []),
            ],
            [],
            [
                KeyValuePair.Create(MetricCatalog.Find("fid")!, MetricSettings.Default),
                KeyValuePair.Create(MetricCatalog.Find("kid")!, new MetricSettings(new Dictionary<string, string> { ["degree"] = "1", ["subset-size"] = "all" })),
            ]);

        IReadOnlyList<Comparison> comparisons = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons;

        Assert.DoesNotContain("contradicting-scores", Ids([.. comparisons[0].Conclusions]));
        Assert.Matches(
            @"^By fid \([0-9.]+ errors\) 'shifted' is better than 'narrow', by kid \([0-9.]+ errors\) it is worse",
            Single("contradicting-scores", [.. comparisons[1].Conclusions]).Message);
    }

    [Fact]
    public void ModeCollapse_CopiesOfFewImages_IsNamedAtEqualNumbers()
    {
        FeatureSet reference = SampleSets.Draw(1, 300, 12);
        FeatureSet copies = SampleSets.Draw(2, 3, 12).Select([.. Enumerable.Range(0, 200).Select(i => (long)(i % 3))]);
        FeatureSet oneClass = SampleSets.Draw(2, 600, 12).Select([.. Enumerable.Range(0, 200).Select(i => (long)(3 * i))]);
        KeyValuePair<IMetric, MetricSettings>[] vendi = [KeyValuePair.Create(MetricCatalog.Find("vendi")!, MetricSettings.Default)];
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["copies", "one-class", "good"] },
            EvaluationSource.Of("real", reference, "1", []),
            [EvaluationSource.Of("copies", copies, "2", []), EvaluationSource.Of("one-class", oneClass, "3", []), EvaluationSource.Of("good", SampleSets.Draw(3, 400, 12), "4", [])],
            [],
            vendi);

        IReadOnlyList<Comparison> comparisons = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons;

        Assert.StartsWith("200 images of 'copies' amount to ", Single("mode-collapse", [.. comparisons[0].Conclusions]).Message);
        Assert.Contains("as many of 'real' to ", Single("mode-collapse", [.. comparisons[1].Conclusions]).Message);
        Assert.DoesNotContain("mode-collapse", Ids([.. comparisons[2].Conclusions]));
    }

    private static FeatureSet Changed(FeatureSet set, Func<float, int, float> change) => set with
    {
        Features = new FeatureMatrix(
            set.Features!.Columns,
            [.. Enumerable.Range(0, (int)set.Count).SelectMany(i => set.Features.Row(i).ToArray().Select((value, j) => change(value, j)))]),
    };

    private static Conclusion[] Compare(FeatureSet reference, FeatureSet generated, params (string Metric, string Option, string Value)[] settings)
    {
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["fake"] },
            EvaluationSource.Of("real", reference, "1", []),
            [EvaluationSource.Of("fake", generated, "2", [])],
            [],
            [.. MetricCatalog.All.Where(metric => metric is ISetMetric && metric.Descriptor.IsDefault).Select(metric => KeyValuePair.Create(
                metric,
                new MetricSettings(settings.Where(setting => setting.Metric == metric.Descriptor.Id).ToDictionary(setting => setting.Option, setting => setting.Value))))]);
        return [.. Evaluator.Run(inputs).Comparisons[0].Conclusions];
    }

    private static FeatureMatrix OneHot(int count, Func<int, int> label)
    {
        float[] probabilities = new float[count * SampleSets.Classes];
        for (int i = 0; i < count; i++)
        {
            probabilities[(i * SampleSets.Classes) + label(i)] = 1;
        }

        return new FeatureMatrix(SampleSets.Classes, probabilities);
    }

    private static string[] Ids(Conclusion[] conclusions) => [.. conclusions.Select(conclusion => conclusion.Id).Distinct()];

    private static Conclusion Single(string id, Conclusion[] conclusions) => Assert.Single(conclusions, conclusion => conclusion.Id == id);
}
