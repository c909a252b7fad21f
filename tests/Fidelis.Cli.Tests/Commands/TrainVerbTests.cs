using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Networks.Weights;
using Fidelis.Reports.Json;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Cli.Tests.Commands;

public sealed class TrainVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fidelis-train-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string Out => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Train_TwoClasses_WritesEverythingAndClassifyAgrees()
    {
        Write("blue", 10, 200);
        Write("red", 10, 20);

        CommandRun train = await CommandRun.Of("train", "biocnn-1", Data, "--out", Out, "--epochs", "2", "--batch", "8", "--seed", "3", "--credit", "CC0");

        Assert.True(train.ExitCode == ExitCodes.Success, train.Progress);
        Assert.Equal(
            TrainingFolder.Files,
            Directory.GetFiles(Out).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(Out, TrainingFolder.PredictionsTable)).Length);
        Assert.Contains("train biocnn-1", await File.ReadAllTextAsync(Path.Combine(Out, TrainingFolder.ModelCardFile), TestContext.Current.CancellationToken));
        Assert.Contains("Test accuracy: ", train.Output);
        Assert.Contains("20 of 20 images, of 16 x 16, were resized to 64 x 64 by the rule of the protocol. Enlarging adds no detail", train.Output);
        string[] epochs = [.. train.Progress.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal))];
        Assert.Equal(2, epochs.Length);
        Assert.Matches(@"^epoch 2/2: loss \d+\.\d{4}, accuracy \d+\.\d %; validation loss \d+\.\d{4}, accuracy \d+\.\d %; [\d,]+ images/s, \d+\.\d s", epochs[1]);

        RunEnvelope run = RunFile.Read(Path.Combine(Out, "run.json"));
        Assert.Equal("training", run.Kind);
        Assert.Equal(3ul, run.Seed);
        Assert.Equal("train", run.Command[0]);
        Assert.False(run.Result["interrupted"]!.GetValue<bool>());
        Assert.Equal(2, run.Result["curves"]!["validationLoss"]!.AsArray().Count);
        Assert.Equal(2, run.Result["test"]!["images"]!.GetValue<int>());
        Assert.Equal("CC0", ModelFile.Load(Path.Combine(Out, "best.safetensors")).Metadata["credit"]);

        CommandRun classify = await CommandRun.Of(
            "classify", Path.Combine(Out, "best.safetensors"), Data, "--out", Path.Combine(folder, "c.json"), "--csv", Path.Combine(folder, "p.csv"), "--pictures", Path.Combine(folder, "pictures"));

        Assert.True(classify.ExitCode == ExitCodes.Success, classify.Progress);
        Assert.Contains("Overall accuracy: ", classify.Output);
        Assert.Equal(21, File.ReadAllLines(Path.Combine(folder, "p.csv")).Length);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(folder, "pictures")).Length);
        RunEnvelope classification = RunFile.Read(Path.Combine(folder, "c.json"));
        Assert.Equal("classification", classification.Kind);
        Assert.Equal(20, classification.Result["scores"]!["images"]!.GetValue<int>());

        CommandRun json = await CommandRun.Of("classify", Path.Combine(Out, "best.safetensors"), Data, "--json");
        Assert.True(JsonNode.DeepEquals(classification.Result["scores"], RunFile.Parse(json.Output).Result["scores"]));
    }

    [Fact]
    public async Task Classify_AgainstAnotherModel_ComparesThemOnTheSameImages()
    {
        Write("blue", 10, 200);
        Write("red", 10, 20);
        string other = Path.Combine(folder, "other");
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out, "--epochs", "1")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("train", "biocnn-1", Data, "--out", other, "--epochs", "3", "--seed", "2")).ExitCode);
        string[] classify = ["classify", Path.Combine(Out, "best.safetensors"), Data, "--against", Path.Combine(other, "best.safetensors")];

        CommandRun text = await CommandRun.Of(classify);
        CommandRun json = await CommandRun.Of([.. classify, "--json"]);

        Assert.Contains("McNemar: ", text.Output);
        JsonNode against = RunFile.Parse(json.Output).Result["against"]!;
        JsonNode comparison = against["comparison"]!;
        Assert.Equal(20, new[] { "bothCorrect", "firstAlone", "secondAlone", "neitherCorrect" }.Sum(name => comparison[name]!.GetValue<int>()));
        Assert.Equal(
            against["scores"]!["accuracy"]!["correct"]!.GetValue<int>(), comparison["bothCorrect"]!.GetValue<int>() + comparison["secondAlone"]!.GetValue<int>());
        Assert.Equal(20, against["scores"]!["images"]!.GetValue<int>());
    }

    [Fact]
    public async Task Classify_ClassThatTheModelDoesNotKnow_IsRefused()
    {
        Write("blue", 3, 200);
        Write("red", 3, 20);
        CommandRun train = await CommandRun.Of("train", "biocnn-1", Data, "--out", Out, "--epochs", "1");
        Assert.Equal(ExitCodes.Success, train.ExitCode);
        Write("green", 3, 100);

        CommandRun classify = await CommandRun.Of("classify", Path.Combine(Out, "best.safetensors"), Data);

        classify.AssertRefused("'green'");
    }

    [Fact]
    public async Task Train_UnknownArchitecture_IsRefused()
    {
        Write("blue", 3, 200);
        Write("red", 3, 20);

        (await CommandRun.Of("train", "biocnn-9", Data, "--out", Out)).AssertRefused("biocnn-1");
    }

    [Fact]
    public async Task Train_MissingFolder_IsRefused() =>
        (await CommandRun.Of("train", "biocnn-1", Path.Combine(folder, "nowhere"), "--out", Out)).AssertRefused("nowhere");

    [Fact]
    public async Task Train_FolderOfTextFiles_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(Data, "a"));
        await File.WriteAllTextAsync(Path.Combine(Data, "a", "notes.txt"), "text", TestContext.Current.CancellationToken);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused(".txt");
    }

    [Fact]
    public async Task Train_OneClass_IsRefused()
    {
        Write("only", 5, 20);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused("at least 2 classes");
    }

    [Fact]
    public async Task Train_ClassWithOneImage_IsRefused()
    {
        Write("a", 5, 20);
        Write("b", 1, 200);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused("'b' has 1");
    }

    [Fact]
    public async Task Train_EmptyClassFolder_IsRefused()
    {
        Write("a", 5, 20);
        Write("b", 5, 200);
        Directory.CreateDirectory(Path.Combine(Data, "c"));

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused("'c'");
    }

    [Fact]
    public async Task Train_PartsOfOtherClasses_IsRefused()
    {
        Write("train/a", 2, 20);
        Write("train/b", 2, 200);
        Write("val/a", 2, 20);
        Write("test/a", 2, 20);
        Write("test/b", 2, 200);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused("val lacks 'b'");
    }

    [Fact]
    public async Task Train_ZeroBytePicture_IsRefusedByName()
    {
        Write("a", 5, 20);
        Write("b", 5, 200);
        await File.WriteAllBytesAsync(Path.Combine(Data, "b", "9.png"), [], TestContext.Current.CancellationToken);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out)).AssertRefused("9.png");
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--batch", "0")]
    [InlineData("--learning-rate", "0")]
    [InlineData("--learning-rate", "-1")]
    [InlineData("--seed", "-1")]
    public async Task Train_OptionOutOfRange_IsRefused(string option, string value)
    {
        Write("a", 3, 20);
        Write("b", 3, 200);

        CommandRun run = await CommandRun.Of("train", "biocnn-1", Data, "--out", Out, option, value);

        run.AssertRefused(value);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Train_WithoutOut_IsASyntaxError() => Assert.Equal(ExitCodes.Syntax, (await CommandRun.Of("train", "biocnn-1", Data)).ExitCode);

    private void Write(string name, int count, byte red) =>
        ClassFolders.Write(Path.Combine([Data, .. name.Split('/')]), count, (red, 60, (byte)(220 - red)));
}
