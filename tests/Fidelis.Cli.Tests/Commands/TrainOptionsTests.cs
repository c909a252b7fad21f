using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Weights;
using Fidelis.Reports.Json;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>What <c>train</c> makes of its options and of unusual data.</summary>
public sealed class TrainOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    private string Out => Path.Combine(folder.Path, "out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_Seeds_TrainsEachAndSummarises()
    {
        Write("blue", 10, 120);
        Write("red", 10, 90);

        CommandRun run = await Train("--seeds", "1,2");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("mean +- deviation (n = 2)", run.Output);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(Out, TrainingFolder.SeedsTable)).Length);
        RunEnvelope series = RunFile.Read(Path.Combine(Out, TrainingFolder.RunFile));
        Assert.Equal("training-series", series.Kind);
        Assert.Equal([1ul, 2], series.Result["seeds"]!.AsArray().Select(seed => seed!["seed"]!.GetValue<ulong>()));
        Assert.Equal(2ul, RunFile.Read(Path.Combine(Out, "seed-2", TrainingFolder.RunFile)).Seed);
        CommandRun again = await Train("--seeds", "1,2", "--resume");
        Assert.True(again.ExitCode == ExitCodes.Success, again.Progress);
        Assert.Equal(run.Output, again.Output);
        Assert.DoesNotContain("Seed 1", again.Progress);
    }

    [Fact]
    public async Task Train_Search_FindsTrainsAndKeepsItsTable()
    {
        Write("blue", 10, 120);
        Write("red", 10, 90);

        CommandRun run = await Train("--search", "--trials", "3", "--epochs", "3", "--schedule", "constant");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("is trained to the end: --learning-rate ", run.Output);
        Assert.Equal(
            TrainingFolder.Files.Append(TrainingFolder.SearchTable).Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(Out).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        JsonNode result = RunFile.Read(Path.Combine(Out, TrainingFolder.RunFile)).Result;
        Assert.Equal(3, result["search"]!.AsArray().Count);
        Assert.All(result["search"]!.AsArray(), score => Assert.Equal("constant", score!["schedule"]!.GetValue<string>()));
        (await Train("--search", "--resume")).AssertRefused("finished");
    }

    [Fact]
    public async Task Train_ThousandToOne_TrainsWithBalancedWeightsAndSaysWhatEachClassGot()
    {
        Write("train/often", 1000, 120);
        Write("train/once", 1, 60);
        foreach (string part in new[] { "val", "test" })
        {
            Write(part + "/often", 4, 121);
            Write(part + "/once", 2, 61);
        }

        CommandRun run = await Train("--class-weights", "balanced", "--best-by", "balanced-accuracy", "--batch", "200");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        RunEnvelope file = RunFile.Read(Path.Combine(Out, TrainingFolder.RunFile));
        Assert.Contains("warning: 'often' has 1000 images to train, 'once' has 1, so that accuracy says little about the latter", run.Output);
        Assert.Equal("[1000,1]", file.Inputs["dataset"]!["images"]!["train"]!.ToJsonString());
        Assert.Equal("balanced", file.Result["options"]!["classWeights"]!.GetValue<string>());
        Assert.Contains("Balanced accuracy", run.Output);
    }

    [Fact]
    public async Task Train_TwoImages_SaysWhatAClassNeeds()
    {
        Write("a", 1, 90);
        Write("b", 1, 120);

        (await Train()).AssertRefused("Each class must have at least 3 images, one each for training, validation and test, but 'a' has 1, 'b' has 1");
    }

    [Fact]
    public async Task Train_ImagesThatAreNotSquare_AreSquashedAndCounted()
    {
        foreach ((string name, byte red) in new[] { ("a", (byte)90), ("b", (byte)150) })
        {
            for (int i = 0; i < 5; i++)
            {
                byte[] pixels = [.. Lcg.Values((uint)(red + i), 12 * 30 * 3, 60, red).Select(value => (byte)value)];
                folder.Write($"data/{name}/{i}.png", PngEncoder.Encode(new PixelImage(30, 12, pixels)));
            }
        }

        CommandRun run = await Train();

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("10 of 10 images, of 30 x 12, were resized to 16 x 16 by the rule of the protocol. 10 of them have another aspect ratio and were squashed: ", run.Output);
        CommandRun classify = await CommandRun.Of("classify", Path.Combine(Out, TrainingFolder.BestFile), Data);
        Assert.Contains("10 of them have another aspect ratio and were squashed: ", classify.Output);
        Assert.DoesNotContain("--fit", run.Output + classify.Output);
    }

    [Fact]
    public async Task Train_SomeClasses_KnowsThoseAlone()
    {
        Write("a", 5, 90);
        Write("b", 5, 120);
        Write("c", 5, 150);

        Assert.Equal(ExitCodes.Success, (await Train("--classes", "c,a")).ExitCode);
        Assert.Equal(["a", "c"], ModelFile.Load(Path.Combine(Out, TrainingFolder.BestFile)).Network.Classes);
        (await Train("--classes", "a,d")).AssertRefused("'d'");
    }

    [Fact]
    public async Task Train_ClassesWithCommas_AreChosenAndWeighed()
    {
        Write("cells, old", 5, 90);
        Write("cells, new", 5, 120);
        Write("c", 5, 150);

        CommandRun run = await Train("--classes", @"cells\, old, cells\, new", "--class-weights", @"cells\, old=2");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Equal(["cells, new", "cells, old"], ModelFile.Load(Path.Combine(Out, TrainingFolder.BestFile)).Network.Classes);
        (await Train("--classes", "cells, old")).AssertRefused(@"A comma within a name is written as '\,'.");
    }

    [Fact]
    public async Task Train_SavedModelOnOtherClasses_FineTunesIt()
    {
        Write("a", 5, 90);
        Write("b", 5, 120);
        Assert.Equal(ExitCodes.Success, (await Train()).ExitCode);
        Write("c", 5, 150);
        string tuned = Path.Combine(folder.Path, "tuned");

        CommandRun run = await CommandRun.Of("train", Path.Combine(Out, TrainingFolder.BestFile), Data, "--out", tuned, "--epochs", "1");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Equal(["a", "b", "c"], ModelFile.Load(Path.Combine(tuned, TrainingFolder.BestFile)).Network.Classes);
        Assert.NotNull(RunFile.Read(Path.Combine(tuned, TrainingFolder.RunFile)).Result["options"]!["fineTunedFrom"]!["weightsHash"]);
    }

    [Fact]
    public async Task Train_ModelInTheFolderThatIsWritten_IsRefusedAndStays()
    {
        Write("a", 5, 90);
        Write("b", 5, 120);
        Assert.Equal(ExitCodes.Success, (await Train()).ExitCode);
        string best = Path.Combine(Out, TrainingFolder.BestFile);
        byte[] weights = await File.ReadAllBytesAsync(best, TestContext.Current.CancellationToken);
        string alias = Path.Combine(folder.Path, "alias");
        Directory.CreateSymbolicLink(alias, "out");
        string series = Path.Combine(folder.Path, "series");
        Directory.CreateDirectory(series);
        Directory.CreateSymbolicLink(Path.Combine(series, "seed-2"), Out);
        string linked = Path.Combine(folder.Path, "linked");
        Directory.CreateDirectory(linked);
        File.CreateSymbolicLink(Path.Combine(linked, TrainingFolder.LastFile), best);
        string searched = Path.Combine(folder.Path, "searched", "search", "trial-01", "checkpoint-of-mine.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(searched)!);
        File.Copy(best, searched);

        await AssertRefused(best, Out);
        await AssertRefused(best, Path.GetRelativePath(Environment.CurrentDirectory, Out));
        await AssertRefused(best, Out, "--resume");
        await AssertRefused(best, alias);
        await AssertRefused(Path.Combine(alias, TrainingFolder.BestFile), Out);
        await AssertRefused(best + "@leaky_re_lu_4", Out);
        await AssertRefused(best, series, "--seeds", "1,2");
        await AssertRefused(best, linked);
        await AssertRefused(searched, Path.Combine(folder.Path, "searched"), "--search");
        CommandRun beside = await CommandRun.Of("train", best, Data, "--out", Out, "--epochs", "1", "--seeds", "3");

        Assert.True(beside.ExitCode == ExitCodes.Success, beside.Progress);
        Assert.Equal(weights, await File.ReadAllBytesAsync(best, TestContext.Current.CancellationToken));

        async Task AssertRefused(string model, string output, params string[] options) =>
            (await CommandRun.Of(["train", model, Data, "--out", output, "--epochs", "1", .. options])).AssertRefused("--out must name a folder in which no input is replaced");
    }

    [Fact]
    public async Task Train_LabelsInATable_TakeThePlaceOfFolders()
    {
        Write("images", 12, 100);
        string labels = Path.Combine(folder.Path, "labels.csv");
        await File.WriteAllLinesAsync(labels, ["path,label", .. Enumerable.Range(0, 12).Select(i => $"images/{i}.bmp,{(i % 2 == 0 ? "even" : "odd")}")], TestContext.Current.CancellationToken);

        CommandRun run = await Train("--labels", labels);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Equal(["even", "odd"], ModelFile.Load(Path.Combine(Out, TrainingFolder.BestFile)).Network.Classes);
        Write(string.Empty, 3, 100);
        (await CommandRun.Of("train", "biocnn-1", Path.Combine(Data, "images"), "--out", Out)).AssertRefused("outside of class folders");
    }

    [Fact]
    public async Task Train_ClassNamesThatATerminalObeys_AreWrittenOutEverywhere()
    {
        Write("red\n\u001b[2J", 5, 90);
        Write("a|<script>", 5, 150);

        CommandRun run = await Train();

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        string card = await File.ReadAllTextAsync(Path.Combine(Out, TrainingFolder.ModelCardFile), TestContext.Current.CancellationToken);
        Assert.All([run.Output, run.Progress, card], text => Assert.DoesNotContain('\u001b', text));
        Assert.Contains("red\\u000a\\u001b[2J", run.Output);
        Assert.Equal(["a|<script>", "red\\u000a\\u001b[2J"], ModelFile.Load(Path.Combine(Out, TrainingFolder.BestFile)).Network.Classes);
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("classify", Path.Combine(Out, TrainingFolder.BestFile), Data)).ExitCode);
        (await Train("--overwrite", "--classes", "none")).AssertRefused("There is: a|<script>, red\\u000a\\u001b[2J.");
        Directory.CreateDirectory(Path.Combine(Data, "empty\nfolder"));
        (await Train("--overwrite")).AssertRefused("'empty\\u000afolder'");
    }

    [Fact]
    public async Task Classify_ImagesWithoutClasses_SaysWhatToDo()
    {
        Write("a", 5, 90);
        Write("b", 5, 120);
        Assert.Equal(ExitCodes.Success, (await Train()).ExitCode);

        (await CommandRun.Of("classify", Path.Combine(Out, TrainingFolder.BestFile), Path.Combine(Data, "a"))).AssertRefused("--labels");
    }

    [Theory]
    [InlineData("--augment", "flip", "flips")]
    [InlineData("--schedule", "cosinus", "cosine")]
    [InlineData("--class-weights", "a=0", "from 0.000001")]
    [InlineData("--class-weights", "a=1e308", "from 0.000001")]
    [InlineData("--class-weights", "heavy", "balanced")]
    [InlineData("--class-weights", "d=2", "'d'")]
    [InlineData("--best-by", "luck", "balanced-accuracy")]
    [InlineData("--patience", "0", "patience")]
    [InlineData("--warmup", "9", "warm-up")]
    [InlineData("--input-size", "8", "at least 16")]
    [InlineData("--input-size", "16385", "at most 16384")]
    [InlineData("--input-size", "16384", "must fit into memory")]
    [InlineData("--memory", "-1", "memory")]
    [InlineData("--seeds", "1,x", "'x'")]
    [InlineData("--seeds", "1,1", "2 times")]
    [InlineData("--window", "set", "LOW,HIGH")]
    public async Task Train_OptionThatCannotBe_IsRefused(string option, string value, string complaint)
    {
        Write("a", 3, 90);
        Write("b", 3, 120);

        (await CommandRun.Of("train", "biocnn-1", Data, "--out", Out, "--epochs", "2", option, value)).AssertRefused(complaint);
    }

    [Fact]
    public async Task Train_OptionsThatExcludeEachOther_AreRefused()
    {
        Write("a", 3, 90);
        Write("b", 3, 120);

        (await Train("--resume", "--overwrite")).AssertRefused("choose one");
        (await Train("--search", "--seeds", "1,2")).AssertRefused("--seeds");
        (await Train("--search", "--trials", "1")).AssertRefused("at least 2 trials");
        (await Train("--trials", "3")).AssertRefused("add --search");
    }

    private Task<CommandRun> Train(params string[] options) =>
        CommandRun.Of(["train", "biocnn-1", Data, "--out", Out, "--input-size", "16", .. options.Contains("--epochs") ? options : [.. options, "--epochs", "1"]]);

    private void Write(string name, int count, byte red) =>
        ClassFolders.Write(Path.Combine([Data, .. name.Split('/')]), count, (red, 100, (byte)(220 - red)));
}
