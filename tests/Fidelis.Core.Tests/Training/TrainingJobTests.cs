using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Registry;
using Fidelis.Reports.Json;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class TrainingJobTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainingJobTests()
    {
        ClassFolders.Write(Path.Combine(Data, "blue"), 12, (40, 40, 200));
        ClassFolders.Write(Path.Combine(Data, "red"), 12, (200, 40, 40));
    }

    private string Data => Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_TwoColours_LearnsThemAndWritesWhatItLearned()
    {
        TrainingFollower follower = new();
        TrainingResult result = Train("out", 3, follower);

        Assert.False(result.IsInterrupted);
        Assert.Equal([1, 2, 3], result.Epochs.Select(epoch => epoch.Epoch));
        // Eighteen or more training images of two plain colours: the loss falls in every order of batches.
        Assert.True(result.Epochs[^1].TrainLoss < result.Epochs[0].TrainLoss, string.Join(", ", result.Epochs.Select(epoch => epoch.TrainLoss)));
        Assert.Equal(result.Data.Validation.Count, result.Validation!.Accuracy.ImageCount);
        Assert.Equal(result.Data.Test.Count, result.Test!.Accuracy.ImageCount);
        Assert.Equal(24, result.ResizedCount);
        Assert.Equal(24, follower.Decoded);
        Assert.Equal(9, follower.Steps.Count);
        Assert.Equal((3, 3), (follower.Steps[^1].Epoch, follower.Steps[^1].Batch));
        Assert.Equal(TimeSpan.Zero, follower.Steps[^1].Remaining);
        Assert.Equal(3, follower.EpochsOnDisk);
    }

    [Fact]
    public void Run_Finished_KeepsTheBestEpochByAccuracyThenLossThenAge()
    {
        TrainingResult result = Train("out", 4);

        TrainingEpoch best = result.Epochs.OrderByDescending(e => e.ValidationAccuracy).ThenBy(e => e.ValidationLoss).ThenBy(e => e.Epoch).First();
        Assert.Equal(best.Epoch, result.BestEpoch);
        Assert.Equal(best.ValidationLoss, result.Validation!.MeanLoss);
    }

    [Fact]
    public void Run_Finished_ModelFileGivesTheSameScoresAgain()
    {
        TrainingResult result = Train("out", 2);
        foreach (LabeledImage image in result.Data.Test)
        {
            string copy = Path.Combine(folder.Path, "test", image.Entry.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(image.Entry.Location, copy);
        }

        FeatureExtractor extractor = new(ModelRegistry.Standard.Open(result.BestPath, cancellation: TestContext.Current.CancellationToken), new ExtractionOptions { BatchSize = 1 });
        ClassificationResult again = Classification.Run(extractor, ImageSources.Open(Path.Combine(folder.Path, "test")), cancellation: TestContext.Current.CancellationToken);

        // The same images, weights and arithmetic, whatever the batch: the same digits.
        Assert.Equal(result.Test!.MeanLoss, again.Scores.MeanLoss);
        Assert.Equal(result.Test.Accuracy, again.Scores.Accuracy);
    }

    [Fact]
    public void Run_Finished_ModelFileTellsHowItWasTrained()
    {
        TrainingResult result = Train("out", 2);

        LoadedModel best = ModelFile.Load(result.BestPath);
        LoadedModel last = ModelFile.Load(result.LastPath);

        Assert.Equal(["blue", "red"], best.Network.Classes);
        Assert.Equal(result.DataHash, best.Metadata["training_data_hash"]);
        Assert.Matches("^[0-9a-f]{64}$", result.DataHash);
        Assert.Equal("5", best.Metadata["seed"]);
        Assert.Equal("made by a test, CC0", best.Metadata["credit"]);
        JsonNode training = JsonNode.Parse(best.Metadata["training"])!;
        Assert.Equal(result.BestEpoch, training["epoch"]!.GetValue<int>());
        Assert.Equal(0.003, training["learningRate"]!.GetValue<double>());
        JsonNode accuracy = JsonNode.Parse(best.Metadata["accuracy"])!;
        Assert.Equal(result.Test!.Accuracy.Value, accuracy["test"]!["value"]!.GetValue<double>());
        Assert.Equal(result.Validation!.Accuracy.Lower, accuracy["validation"]!["interval"]![0]!.GetValue<double>());
        Assert.Null(JsonNode.Parse(last.Metadata["accuracy"])!["test"]);
    }

    [Fact]
    public void Run_SameSeedOtherThreads_WritesTheSameBytes()
    {
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            TrainingResult one = Train("one", 2);
            Parallelism.ThreadCount = 2;
            TrainingResult two = Train("two", 2);

            Assert.Equal(File.ReadAllBytes(one.BestPath), File.ReadAllBytes(two.BestPath));
            Assert.Equal(File.ReadAllBytes(one.LastPath), File.ReadAllBytes(two.LastPath));
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherWeights() =>
        Assert.NotEqual(
            ModelFile.Load(Train("one", 1, seed: 5).LastPath).WeightsHash, ModelFile.Load(Train("two", 1, seed: 6).LastPath).WeightsHash);

    [Fact]
    public void Run_CancelledInTheSecondEpoch_LeavesTheFirst()
    {
        TrainingFollower follower = new() { CancelAfterStep = 4 };

        TrainingResult result = Train("out", 5, follower);

        Assert.True(result.IsInterrupted);
        Assert.Single(result.Epochs);
        Assert.Null(result.Test);
        Assert.Equal(4, follower.Steps.Count);
        // Its weights are those of a training of one epoch, to the last bit.
        TrainingResult whole = Train("whole", 1);
        Assert.Equal(ModelFile.Load(whole.LastPath).WeightsHash, ModelFile.Load(result.LastPath).WeightsHash);
        Assert.Equal(ModelFile.Load(whole.BestPath).WeightsHash, ModelFile.Load(result.BestPath).WeightsHash);
        JsonObject document = TrainingJson.Result(result);
        Assert.Equal(JsonValueKind.True, document["interrupted"]!.GetValueKind());
        Assert.Null(document["test"]);
    }

    [Fact]
    public void Run_CancelledBeforeTheFirstEpochEnds_LeavesNoWeights()
    {
        TrainingFollower follower = new();
        follower.Cancellation.Cancel();

        TrainingResult result = Train("out", 1, follower);

        Assert.True(result.IsInterrupted);
        Assert.Empty(result.Epochs);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "out")));
        Assert.Null(TrainingJson.Result(result)["bestEpoch"]);
    }

    [Fact]
    public void Run_LearningRateBeyondReason_SaysThatItDiverged()
    {
        TrainingDivergedException e = Assert.Throws<TrainingDivergedException>(() => Train("out", 20, learningRate: 1e30));

        Assert.StartsWith("The training diverged: ", e.Message);
    }

    [Fact]
    public void Run_DamagedImage_NamesIt()
    {
        File.WriteAllBytes(Path.Combine(Data, "red", "11.bmp"), [66, 77, 0]);

        Assert.Contains("11.bmp", Assert.Throws<InvalidImageException>(() => Train("out", 1)).Message);
    }

    [Fact]
    public void Run_OutputFolderIsAFile_SaysSoBeforeItTrains()
    {
        File.WriteAllText(Path.Combine(folder.Path, "out"), string.Empty);
        TrainingFollower follower = new();

        Assert.Throws<InputException>(() => Train("out", 1, follower));
        Assert.Equal(0, follower.Decoded);
    }

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, double.NaN)]
    [InlineData(1, 1, double.PositiveInfinity)]
    public void Validate_ValueOutOfRange_Refuses(int epochs, int batch, double learningRate) =>
        Assert.Throws<InputException>(
            new TrainingOptions { OutputFolder = "out", Epochs = epochs, BatchSize = batch, LearningRate = learningRate, Seed = 1 }.Validate);

    [Fact]
    public void Classification_ClassesTheModelDoesNotKnow_AreNamed()
    {
        TrainingResult result = Train("out", 1);
        ClassFolders.Write(Path.Combine(folder.Path, "other", "green"), 2, (40, 200, 40));
        ClassFolders.Write(Path.Combine(folder.Path, "other", "red"), 2, (200, 40, 40));
        FeatureExtractor extractor = new(ModelRegistry.Standard.Open(result.BestPath, cancellation: TestContext.Current.CancellationToken), new ExtractionOptions());

        InputException e = Assert.Throws<InputException>(() => Classification.Run(
            extractor, ImageSources.Open(Path.Combine(folder.Path, "other")), cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("'green'", e.Message);
        Assert.Contains("blue, red", e.Message);
    }

    [Fact]
    public void Classification_SomeOfTheClasses_IsEnough()
    {
        TrainingResult result = Train("out", 1);
        ClassFolders.Write(Path.Combine(folder.Path, "some", "red"), 3, (200, 40, 40));
        FeatureExtractor extractor = new(ModelRegistry.Standard.Open(result.BestPath, cancellation: TestContext.Current.CancellationToken), new ExtractionOptions());

        ClassificationScores scores = Classification.Run(
            extractor, ImageSources.Open(Path.Combine(folder.Path, "some")), cancellation: TestContext.Current.CancellationToken).Scores;

        Assert.Equal((0, 3), (scores.Classes[0].Support, scores.Classes[1].Support));
        Assert.Null(scores.MacroArea);
        Assert.NotEmpty(scores.Notes);
    }

    private TrainingResult Train(
        string output, int epochs, TrainingFollower? follower = null, ulong seed = 5, double learningRate = 0.003)
    {
        TrainingOptions options = new()
        {
            OutputFolder = Path.Combine(folder.Path, output),
            Epochs = epochs,
            BatchSize = 7,
            LearningRate = learningRate,
            Seed = seed,
            Credit = "made by a test, CC0",
        };
        TrainingJob job = new(ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(Data, 1), options, TimeProvider.System);
        follower ??= new TrainingFollower();
        return job.Run(follower, follower.Cancellation.Token);
    }
}
