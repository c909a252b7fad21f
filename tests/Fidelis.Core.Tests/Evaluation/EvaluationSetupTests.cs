using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Tests.Evaluation;

public sealed class EvaluationSetupTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Open_ASoundPlan_ResolvesSourcesModelsAndMetrics()
    {
        EvaluationInputs inputs = EvaluationFixture.Open(Plan() with { Settings = [new("is", "splits", "2")] });

        Assert.Equal(["fid", "is", "kid"], inputs.Metrics.Select(metric => metric.Key.Descriptor.Id));
        Assert.Equal("2", inputs.Metrics[1].Value.Values["splits"]);
        Assert.Equal(20, inputs.ImagePassCount);
        Assert.Equal("vector", Assert.Single(inputs.Extractors).Layer.Name);
    }

    [Fact]
    public void Open_ManyProblems_NamesEveryOneAtOnce()
    {
        string message = EvaluationFixture.Refusal(Plan() with
        {
            Reference = fixture.PathOf("nowhere"),
            Models = ["fake", "other"],
            Metrics = ["is", "fidd"],
            Settings = [new("is", "splits", "0"), new("fid", "eps", "1")],
            Thresholds = [new("kid", 1, true)],
        });

        Assert.StartsWith("There are 6 problems:", message);
        Assert.Contains("nowhere' does not exist", message);
        Assert.Contains("There is no model 'other'.", message);
        Assert.Contains("There is no metric 'fidd' of two sets. There is: ", message);
        Assert.Contains("Did you mean 'fid'?", message);
        Assert.Contains("is: The option 'splits' must be a whole number from 1 to 1000000, but is '0'.", message);
        Assert.Contains("one is set for 'fid': add it to --metrics.", message);
        Assert.Contains("one is on 'kid': add it to --metrics.", message);
    }

    [Fact]
    public void Open_ImagesWithoutAModel_AsksForTheDefaultOne() =>
        Assert.Contains("The default model", EvaluationFixture.Refusal(Plan() with { Models = [] }));

    [Fact]
    public void Open_UnknownLayer_NamesTheLayersOfTheModel() => Assert.Contains(
        "has no layer 'vektor'. It has: map, vector, probabilities. Did you mean 'vector'?",
        EvaluationFixture.Refusal(Plan() with { Extraction = new ExtractionOptions { Layer = "vektor" } }));

    [Fact]
    public void Open_FilesAlone_AreNotLookedAtAnyWay()
    {
        string file = fixture.Features("r.npz", Plan().Reference);

        string message = EvaluationFixture.Refusal(
            Plan() with { Reference = file, Generated = [file], Models = [], Extraction = new ExtractionOptions { Protocol = "tf1", Layer = "map" } });

        Assert.Contains("--layer 'map' says how a model looks at images, but every set is a file", message);
        Assert.Contains("--protocol 'tf1' says how", message);
    }

    [Fact]
    public void Open_OneImage_IsRefusedForFidAndNotForIsAlone()
    {
        string one = fixture.Images("one", 1);

        Assert.Equal(
            $"fid needs at least 2 images in each set, but '{one}' has 1: add images, or choose other metrics by --metrics.",
            EvaluationFixture.Refusal(Plan() with { Generated = [one] }));
        Assert.Single(EvaluationFixture.Open(Plan() with { Generated = [one], Metrics = ["is"] }).Generated);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Open_AllWithFewImages_LetsEachMetricSayWhatItLacks(int count)
    {
        string few = fixture.Images("few", count, seed: 7);
        EvaluationPlan plan = Plan() with { Generated = [few], Metrics = ["all"], HeldOut = fixture.Images("held-out", 12, seed: 9) };

        IReadOnlyList<MetricResult> metrics = EvaluationFixture.Run(plan).Comparisons[0].Metrics;

        Assert.All(metrics, metric => Assert.True(metric.Score is null != metric.Error is null, metric.Id));
        Assert.Contains(" at least 10 images", metrics.Single(metric => metric.Id == "fid-infinity").Error);
        Assert.Equal(count > 1, metrics.Single(metric => metric.Id == "fid").Score is not null);
        Assert.StartsWith("fid-infinity needs at least 10 images in each set", EvaluationFixture.Refusal(plan with { Metrics = ["all", "fid-infinity"] }));
    }

    [Fact]
    public void Open_All_TakesEverySetMetricThatIsNotCostlyAndNeedsNeitherClassesNorHeldOutImagesThatAreNotGiven()
    {
        MetricDescriptor[] metrics = [.. MetricCatalog.All.OfType<ISetMetric>().Select(metric => metric.Descriptor).Where(metric => !metric.IsCostly && !metric.Needs.HasFlag(MetricNeeds.Labels))];

        Assert.Equal(metrics.Where(metric => !metric.Needs.HasFlag(MetricNeeds.HeldOut)).Select(metric => metric.Id), Chosen(null));
        Assert.Equal(metrics.Select(metric => metric.Id), Chosen(fixture.Images("held-out", 12, seed: 9)));

        IEnumerable<string> Chosen(string? heldOut) =>
            EvaluationFixture.Open(Plan() with { Metrics = ["all"], HeldOut = heldOut }).Metrics.Select(metric => metric.Key.Descriptor.Id);
    }

    [Fact]
    public void Open_ClassesThatASetLacks_AreNamed()
    {
        string classes = fixture.Images("classes", 6, 3, 4, 4, "a", "b");

        Assert.Contains("There is no class 'c'", EvaluationFixture.Refusal(Plan() with { Reference = classes, Generated = [classes], Classes = ["a", "c"] }));
        EvaluationInputs chosen = EvaluationFixture.Open(Plan() with { Reference = classes, Generated = [classes], Classes = ["a"] });
        Assert.Equal(3, chosen.Reference.Count);
    }

    [Fact]
    public void Open_LimitOfImagesAndOfTheirFeatures_ChoosesTheSame()
    {
        string images = fixture.Images("many", 30, 5);
        string features = fixture.Features("many.npz", images);
        EvaluationPlan plan = Plan() with { Reference = images, Generated = [features], Limit = 7, Seed = 3 };

        EvaluationInputs inputs = EvaluationFixture.Open(plan);

        Assert.Equal(inputs.Reference.Images!.Entries.Select(entry => entry.Path), inputs.Generated[0].Features!.Paths);
        Assert.Contains("at least 1, but is 0", EvaluationFixture.Refusal(plan with { Reference = features, Models = [], Limit = 0 }));
    }

    [Fact]
    public void Open_FilesOfDifferentProtocols_AreRefused()
    {
        string images = fixture.Images("real", 10);
        string average = fixture.Features("a.npz", images, new ExtractionOptions { Layer = "map" });
        string maximum = fixture.Features("b.npz", images, new ExtractionOptions { Layer = "map", Pooling = Pooling.Maximum });

        Assert.Contains("Features must be of one protocol", EvaluationFixture.Refusal(Plan() with { Reference = average, Generated = [maximum], Models = [] }));
        Assert.Contains("Features must be of one protocol", EvaluationFixture.Refusal(Plan() with { Reference = average, Generated = [images] }));
        Assert.Single(EvaluationFixture.Open(Plan() with { Reference = average, Generated = [images], Models = ["fake@map"] }).Extractors);
    }

    [Fact]
    public void Open_OtherNumbersOfFeatures_AreRefused()
    {
        string images = fixture.Images("real", 10);
        string vector = fixture.Features("a.npz", images);
        NpzWriter.Write(fixture.PathOf("b.npz"), writer => writer.Add("features", NpyArray.From(new float[20], 10, 2)));

        Assert.Contains(
            "has 3 and", EvaluationFixture.Refusal(Plan() with { Reference = vector, Generated = [fixture.PathOf("b.npz")], Models = [] }));
        Assert.Contains("gives 3.", EvaluationFixture.Refusal(Plan() with { Reference = fixture.PathOf("b.npz"), Generated = [images] }));
    }

    [Fact]
    public void Open_AModelThatNothingNeeds_IsRefused()
    {
        string features = fixture.Features("a.npz", fixture.Images("real", 10));

        Assert.Contains("leave --model out", EvaluationFixture.Refusal(Plan() with { Reference = features, Generated = [features] }));
    }

    [Fact]
    public void Open_ChoosingImagesOutOfStatistics_IsRefused()
    {
        string statistics = fixture.Statistics("s.npz", fixture.Features("a.npz", fixture.Images("real", 10)));

        Assert.Contains("statistics of all together", EvaluationFixture.Refusal(Plan() with { Reference = statistics, Generated = [statistics], Models = [], Limit = 3 }));
    }

    [Fact]
    public void Open_NpzOfNothingThatIsKnown_SaysWhatIsWanted()
    {
        NpzWriter.Write(fixture.PathOf("x.npz"), writer => writer.Add("x", NpyArray.From(new float[3], 3)));

        Assert.Contains("holds none of these", EvaluationFixture.Refusal(Plan() with { Reference = fixture.PathOf("x.npz") }));
    }

    [Fact]
    public void Open_PicturesBesideStatistics_AreTakenAndTheRestIsNamed()
    {
        // As the reference batches of guided-diffusion.
        NpzWriter.Write(fixture.PathOf("batch.npz"), writer =>
        {
            writer.Add("arr_0", NpyArray.From(new float[2 * 8 * 8 * 3], 2, 8, 8, 3));
            writer.Add("mu", NpyArray.From([1.0], 1));
            writer.Add("sigma", NpyArray.From([1.0], 1, 1));
        });

        EvaluationSource source = SourceOpener.Open(fixture.PathOf("batch.npz"), Plan());

        Assert.Equal("images", source.Kind);
        Assert.Equal(2, source.Count);
        Assert.Equal([NpzContent.Statistics], source.IgnoredContents);
    }

    [Theory]
    [InlineData("is.splits=1", "is", "splits", "1")]
    [InlineData("fid-infinity.points=a=b", "fid-infinity", "points", "a=b")]
    public void Parse_Assignment_TakesItApart(string text, string metric, string option, string value) =>
        Assert.Equal(new MetricAssignment(metric, option, value), MetricAssignment.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("is")]
    [InlineData("is.splits")]
    [InlineData("splits=1")]
    [InlineData(".splits=1")]
    [InlineData("is.=1")]
    public void Parse_NoAssignment_SaysTheForm(string text) =>
        Assert.Contains("metric.option=value", Assert.Throws<Fidelis.Numerics.Errors.InputException>(() => MetricAssignment.Parse(text)).Message);

    [Theory]
    [InlineData("fid")]
    [InlineData("fid=")]
    [InlineData("=3")]
    [InlineData("fid=NaN")]
    [InlineData("fid=1,5")]
    public void Parse_NoThreshold_SaysTheForm(string text) =>
        Assert.Contains("metric=number", Assert.Throws<Fidelis.Numerics.Errors.InputException>(() => Threshold.Parse(text, true)).Message);

    private EvaluationPlan Plan() => new()
    {
        Reference = Directory.Exists(fixture.PathOf("real")) ? fixture.PathOf("real") : fixture.Images("real", 10),
        Generated = [Directory.Exists(fixture.PathOf("fake")) ? fixture.PathOf("fake") : fixture.Images("fake", 10, 2)],
        Models = ["fake"],
    };
}
