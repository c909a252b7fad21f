using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Testing;
using Fidelis.Training.CrossTraining;

namespace Fidelis.Tests.Training.CrossTraining;

/// <summary>A classifier that learns from one set and is judged on the other, on pictures of three colours that it tells apart after a few steps.</summary>
[Collection(Collection)]
public sealed class CrossTrainingTests : IDisposable
{
    /// <summary>Whoever trains in folders of the system's runs apart: what is left behind is looked for among all of this process.</summary>
    internal const string Collection = "trainings in temporary folders";

    private static readonly (byte Red, byte Green, byte Blue) Blue = (60, 60, 180);
    private static readonly (byte Red, byte Green, byte Blue) Red = (180, 60, 60);
    private static readonly (byte Red, byte Green, byte Blue) Green = (60, 180, 60);

    private static readonly (byte Red, byte Green, byte Blue) Bluish = (70, 60, 170);
    private static readonly (byte Red, byte Green, byte Blue) Reddish = (170, 70, 60);

    private readonly TemporaryFolder folder = new();

    public CrossTrainingTests()
    {
        Write("real", ("blue", Blue, 30), ("red", Red, 30));
        Write("fake", ("blue", Bluish, 24), ("red", Reddish, 20));
        Write("exchanged", ("blue", Reddish, 24), ("red", Bluish, 20));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gan-train", 60, 39, 5)]
    [InlineData("gan-test", 44, 54, 6)]
    public void Compute_ImagesOfTheRightClasses_AreKnownAndDividedAsDescribed(string id, int test, int train, int validation)
    {
        MetricScore score = Score(id, "real", "fake");

        // Colours that differ by 120 of 255 with noise of 30 are told apart by any weights that learned at all.
        Assert.Equal(1, score.Value);
        Accuracy accuracy = Accuracy.Of(test, test);
        Assert.Equal(new ScoreInterval(accuracy.Lower, accuracy.Upper), score.Interval);
        Assert.Equal(("wilson", 0.0), (score.IntervalMethod, score.StandardError));
        Assert.Equal((test, train, validation), (score.Details["testImages"], score.Details["trainImages"], score.Details["validationImages"]));
        Assert.Equal((2.0, 1.0, 0.0), (score.Details["classes"], score.Details["meanRecall"], score.Details["testDuplicates"]));
        Assert.Equal(["blue", "red"], score.Confusion!.Classes);
        Assert.Equal(test, score.Confusion.Counts.ImageCount);
    }

    [Theory]
    [InlineData("gan-train")]
    [InlineData("gan-test")]
    public void Compute_ImagesOfExchangedClasses_AreTakenForOneAnother(string id)
    {
        MetricScore score = Score(id, "real", "exchanged");

        Assert.Equal(0, score.Value);
        Assert.Equal(score.Confusion!.Counts.Support(0), score.Confusion.Counts[0, 1]);
    }

    [Fact]
    public void Compute_TheSameSeed_GivesTheSameDigitsAndLeavesNothingBehind()
    {
        string[] before = Leftovers();

        Assert.Equal(Score("gan-train", "real", "fake").Details, Score("gan-train", "real", "fake").Details);
        Assert.Empty(Leftovers().Except(before));
    }

    [Fact]
    public void Compute_CopiesOfTheImagesLearnedFrom_AreCounted() => Assert.Equal(60, Score("gan-test", "real", "real").Details["testDuplicates"]);

    [Fact]
    public void Compute_ClassesOfOneSet_TakeNoPart()
    {
        Write("more", ("blue", Blue, 12), ("green", Green, 12), ("red", Red, 12));

        MetricScore score = Score("gan-train", "real", "more");

        Assert.Equal(["blue", "red"], score.Confusion!.Classes);
        Assert.Equal(24, score.Details["trainImages"] + score.Details["validationImages"]);
    }

    [Fact]
    public void Compute_TooFewClassesOrImages_IsRefusedInASentence()
    {
        Write("other", ("green", Green, 12), ("red", Red, 12));
        Write("small", ("blue", Blue, 2), ("red", Red, 12));
        Write("plain", (".", Blue, 5));

        Assert.Contains("at least 2 classes that both sets have, but", Refusal("gan-train", "real", "other"));
        Assert.EndsWith("has none and 'real' blue, red: put the images of each class into a folder of its name, or give a file of labels by --labels.", Refusal("gan-train", "real", "plain").Replace(folder.Path + "/", "", StringComparison.Ordinal));
        Assert.Contains("at least 3 images", Refusal("gan-train", "real", "small"));
    }

    [Fact]
    public void Compute_Cancelled_EndsAndLeavesNothingBehind()
    {
        string[] before = Leftovers();
        using CancellationTokenSource cancellation = new();
        List<string> told = [];

        Assert.ThrowsAny<OperationCanceledException>(() => Metric("gan-train").Compute(
            Inputs("real", "fake"),
            Settings,
            new Teller(text =>
            {
                told.Add(text);
                if (text.Contains("epoch", StringComparison.Ordinal))
                {
                    cancellation.Cancel();
                }
            }),
            cancellation.Token));

        Assert.Matches(@"^gan-train: epoch 1/3, loss [0-9.]+, accuracy [0-9.]+ %, [0-9,]+ images/s, [0-9,]+ s left$", told[^1]);
        Assert.Empty(Leftovers().Except(before));
    }

    private static MetricSettings Settings { get; } = new(new Dictionary<string, string> { ["epochs"] = "3" });

    private static ITrainingMetric Metric(string id) => (ITrainingMetric)MetricCatalog.Find(id)!;

    private static string[] Leftovers() => Directory.GetDirectories(Path.GetTempPath(), TemporaryTraining.Prefix + "*");

    private void Write(string name, params ReadOnlySpan<(string Class, (byte Red, byte Green, byte Blue) Colour, int Count)> classes)
    {
        foreach ((string className, (byte Red, byte Green, byte Blue) colour, int count) in classes)
        {
            ClassFolders.Write(Path.Combine(folder.Path, name, className), count, colour, 64);
        }
    }

    private TrainingMetricInputs Inputs(string reference, string generated) =>
        new(ImageSources.Open(Path.Combine(folder.Path, reference)), ImageSources.Open(Path.Combine(folder.Path, generated)), DecodingRules.Default, TimeProvider.System);

    private MetricScore Score(string id, string reference, string generated) =>
        Metric(id).Compute(Inputs(reference, generated), Settings, null, TestContext.Current.CancellationToken);

    private string Refusal(string id, string reference, string generated) => Assert.Throws<InputException>(() => Score(id, reference, generated)).Message;

    private sealed class Teller(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
