using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class TrainingOptionsTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_ImagesBeyondTheMemory_GivesTheSameBytes()
    {
        // Fourteen bytes-images of 16 x 16 x 3 fit: the other half is decoded anew in every epoch.
        TrainingResult kept = fixture.Train("kept", options => options with { Augmentations = ["flips", "stains"] });
        TrainingResult mixed = fixture.Train("mixed", options => options with { Augmentations = ["flips", "stains"], ImageMemoryBytes = 14 * 16 * 16 * 3 });
        TrainingResult streamed = fixture.Train("streamed", options => options with { Augmentations = ["flips", "stains"], ImageMemoryBytes = 0 });

        Assert.Equal((0, 14, 28), (kept.StreamedCount, mixed.StreamedCount, streamed.StreamedCount));
        fixture.AssertSameWeights("kept", "mixed");
        fixture.AssertSameWeights("kept", "streamed");
        Assert.Equal(kept.TestProbabilities, streamed.TestProbabilities);
    }

    [Fact]
    public void Run_StreamedImageChangesMeanwhile_SaysSo()
    {
        TrainingFollower follower = new()
        {
            At = moment =>
            {
                if (moment == "epoch")
                {
                    ClassFolders.Write(Path.Combine(fixture.Data, "red"), 14, (120, 90, 90), TrainingFixture.Size);
                }
            },
        };

        InputException e = Assert.Throws<InputException>(() => fixture.Train("out", options => options with { ImageMemoryBytes = 0 }, follower));

        Assert.Contains("has changed", e.Message);
    }

    [Theory]
    [InlineData("cosine")]
    [InlineData("step")]
    public void Run_Schedule_IsInTheCurves(string schedule)
    {
        TrainingResult result = fixture.Train("out", options => options with { Schedule = schedule, WarmupEpochs = 1 });

        // The rate of the last of five steps of each epoch; the warm-up reaches 1 with the last step of the first.
        double[] places = [4 / 15.0, 9 / 15.0, 14 / 15.0];
        double[] expected = [.. places.Select(place => 0.003 * (schedule == "cosine" ? (1 + Math.Cos(Math.PI * place)) / 2 : place < 0.5 ? 1 : place < 0.75 ? 0.1 : 0.01))];
        NumericAssert.Close(expected, [.. result.Epochs.Select(epoch => epoch.LearningRate)], 1e-15);
    }

    [Fact]
    public void Run_Patience_StopsEarlyAndIsFinished()
    {
        // A rate that leaps about: the first epoch that is not better ends it.
        TrainingResult result = fixture.Train("out", options => options with { Patience = 1, Epochs = 50, LearningRate = 0.1 });

        Assert.True(result.IsStoppedEarly);
        Assert.False(result.IsInterrupted);
        Assert.Equal(result.BestEpoch + 1, result.Epochs.Count);
        Assert.NotNull(result.Test);
    }

    [Fact]
    public void Run_BestByLoss_KeepsTheLowest()
    {
        TrainingResult result = fixture.Train("out", options => options with { BestEpoch = BestEpochRule.Loss });

        Assert.Equal(result.Epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, result.BestEpoch);
    }

    [Fact]
    public void Run_InputSize_IsThatOfTheModel()
    {
        TrainingResult result = fixture.Train("out", options => options with { InputSize = 24, Epochs = 1 });

        Assert.Equal((24, 24), (result.Input.Height, result.Input.Width));
        Assert.Equal(28, result.ResizedCount);
        Assert.Equal(24, ModelFile.Load(result.BestPath).Network.Input.Width);
    }

    [Fact]
    public void Run_InputSizeTooSmall_SaysSo() =>
        Assert.Contains("at least 16", Assert.Throws<InputException>(() => fixture.Train("out", options => options with { InputSize = 8 })).Message);

    [Fact]
    public void Run_FineTuningOfTheSameClasses_BeginsWithEveryWeight()
    {
        TrainingResult first = fixture.Train("first");
        RegisteredModel pretrained = ModelRegistry.Standard.Open(first.BestPath, cancellation: TestContext.Current.CancellationToken);

        // A rate at which nothing moves: what is saved is what was taken.
        TrainingResult tuned = fixture.Train("tuned", options => options with { Pretrained = pretrained, LearningRate = 1e-30, Epochs = 1, InputSize = null });

        Dictionary<string, float[]> before = Trained(first.BestPath);
        Assert.All(Trained(tuned.LastPath), pair => Assert.Equal(before[pair.Key], pair.Value));
        Assert.Equal(TrainingFixture.Size, tuned.Input.Width);
        Assert.Equal(pretrained.WeightsHash, ModelFile.Load(tuned.BestPath).Metadata["fine_tuned_from"]);
    }

    [Fact]
    public void Run_FineTuningOfOtherClasses_GetsANewHeadAlone()
    {
        TrainingResult first = fixture.Train("first");
        ClassFolders.Write(Path.Combine(fixture.Data, "green"), 10, (90, 130, 90), TrainingFixture.Size);

        TrainingResult tuned = fixture.Train(
            "tuned", options => options with { Pretrained = ModelRegistry.Standard.Open(first.BestPath, cancellation: TestContext.Current.CancellationToken), LearningRate = 1e-30, Epochs = 1, InputSize = null });

        Dictionary<string, float[]> before = Trained(first.BestPath);
        Dictionary<string, float[]> after = Trained(tuned.LastPath);
        Assert.Equal(3, tuned.Data.Classes.Count);
        Assert.All(after.Where(pair => !pair.Key.StartsWith("dense", StringComparison.Ordinal)), pair => Assert.Equal(before[pair.Key], pair.Value));
        Assert.Equal(3 * before["dense.weight"].Length / 2, after["dense.weight"].Length);
    }

    [Fact]
    public void Run_SameImageInTwoParts_IsReported()
    {
        File.Delete(Path.Combine(fixture.Data, "red", "13.bmp"));
        File.Copy(Path.Combine(fixture.Data, "blue", "0.bmp"), Path.Combine(fixture.Data, "red", "13.bmp"));
        for (int i = 2; i < 14; i++)
        {
            File.Copy(Path.Combine(fixture.Data, "blue", "1.bmp"), Path.Combine(fixture.Data, "blue", $"{i}.bmp"), overwrite: true);
        }

        TrainingResult result = fixture.Train("out", options => options with { Epochs = 1 });

        // Twelve and one blue images are equal, and whatever the division, one each lies in validation and test.
        Assert.Equal(["test", "validation"], result.Duplicates.Where(d => d.Path.StartsWith("blue/1", StringComparison.Ordinal) || d.EarlierPath.StartsWith("blue/", StringComparison.Ordinal)).Select(d => d.Part).Distinct().Order());
        Assert.All(result.Duplicates, duplicate => Assert.True(duplicate.IsSameFile));
    }

    [Fact]
    public void ClassWeights_Balanced_MakeEveryClassCountAlike()
    {
        string data = fixture.PathOf("unequal");
        ClassFolders.Write(Path.Combine(data, "a"), 30, (90, 90, 130), TrainingFixture.Size);
        ClassFolders.Write(Path.Combine(data, "b"), 10, (130, 90, 90), TrainingFixture.Size);
        LabeledDataset set = DatasetFolder.Open(data, 1);

        // 24 and 8 of 32 training images: 32 / (2 * 24) and 32 / (2 * 8).
        Assert.Equal([2f / 3, 2f], ClassWeighting.Balanced.For(set)!);
        Assert.Equal([1f, 3f], ClassWeighting.Of(new Dictionary<string, double> { ["b"] = 3 }).For(set)!);
        Assert.Null(ClassWeighting.None.For(set));
        Assert.Contains("'c'", Assert.Throws<InputException>(() => ClassWeighting.Of(new Dictionary<string, double> { ["c"] = 3 }).For(set)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e-308)]
    [InlineData(9.99e-7)]
    [InlineData(1.01e6)]
    [InlineData(1e308)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ClassWeights_OutOfRange_AreNamed(double weight)
    {
        InputException e = Assert.Throws<InputException>(() => ClassWeighting.Of(new Dictionary<string, double> { ["b"] = weight }));

        Assert.Contains("must be from 0.000001 to 1000000, but that of 'b' is", e.Message);
    }

    [Fact]
    public void Run_ClassWeightsAtTheEndsOfTheirRange_Learns()
    {
        TrainingResult result = fixture.Train(
            "out", options => options with { ClassWeights = ClassWeighting.Of(new Dictionary<string, double> { ["blue"] = ClassWeighting.Greatest, ["red"] = ClassWeighting.Smallest }) });

        Assert.False(result.IsInterrupted);
    }

    private static Dictionary<string, float[]> Trained(string path) =>
        ModelFile.Load(path).Network.Parameters.Where(p => p.IsTrained).ToDictionary(p => p.Name, p => p.Value.Data);
}
