using System.Globalization;
using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Reports.Json;
using Fidelis.Sensitivity;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class SensitivityVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Real => Path.Combine(folder.Path, "real");

    private string Fake => Path.Combine(folder.Path, "fake");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Layers_TwoModels_PrintsTheTableAndWritesRunFileRowsAndChart()
    {
        Draw();
        string json = Path.Combine(folder.Path, "run.json");
        string csv = Path.Combine(folder.Path, "run.csv");
        string charts = Path.Combine(folder.Path, "new", "charts");

        CommandRun run = await CommandRun.Of("sensitivity", "layers", Real, Fake, "--model", "biocnn-1:blood-cells", "--model", "biocnn-2:blood-cells", "--out", json, "--csv", csv, "--charts", charts);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("Do scores grow", lines[0]);
        Assert.StartsWith("model ", lines[1]);
        Assert.Equal(15 + 44, lines.Skip(3).TakeWhile(line => line.Length > 0).Count());
        Assert.Contains("are not comparable", run.Output);
        Assert.Contains("verdict: Over 44 layers of biocnn-2:blood-cells, fid of", run.Output);
        Assert.Equal(1 + 15 + 44, File.ReadAllLines(csv).Length);
        Assert.Equal(["layers.svg"], Directory.GetFiles(charts).Select(path => Path.GetFileName(path)));
        RunEnvelope read = RunFile.Read(json);
        Assert.Equal(("sensitivity", "sensitivity"), (read.Kind, read.Command[0]));
        JsonNode experiment = Assert.Single(read.Result["experiments"]!.AsArray())!;
        Assert.Equal("layers", (string?)experiment["id"]);
        Assert.Equal([15, 44], experiment["series"]!.AsArray().Select(series => series!["steps"]!.AsArray().Count));
        Assert.Equal(64, ((string?)read.Inputs["generated"]![0]!["contentHash"])!.Length);
    }

    [Fact]
    public async Task Layers_Json_IsTheRunFileAlone()
    {
        Draw();
        CommandRun run = await CommandRun.Of("sensitivity", "layers", Real, Fake, "--model", "biocnn-1:blood-cells", "--set", "layers.only=leaky_re_lu_1,leaky_re_lu_4", "--json");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        JsonNode experiment = JsonNode.Parse(run.Output)!["result"]!["experiments"]![0]!;
        Assert.Equal("leaky_re_lu_1,leaky_re_lu_4", (string?)experiment["options"]!["only"]);
        Assert.Equal(["leaky_re_lu_1", "leaky_re_lu_4"], experiment["series"]![0]!["steps"]!.AsArray().Select(step => (string?)step!["label"]));
    }

    [Fact]
    public async Task All_PhantomsAlone_NoticesClassesThatAreDroppedAndSaysWhatIsLeftOut()
    {
        CommandRun drawn = await CommandRun.Of("phantoms", "--count", "160", "-o", Real);
        Assert.Equal(ExitCodes.Success, drawn.ExitCode);
        string csv = Path.Combine(folder.Path, "run.csv");

        CommandRun run = await CommandRun.Of("sensitivity", "all", Real, "--model", "biocnn-1:blood-cells", "--metrics", "fid", "--set", "modes.repeats=3", "--csv", csv, "--charts", folder.Path);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("note: The experiment layers is left out. The experiment layers compares a reference with generated images: name a generated set behind it.", run.Output);
        Assert.True(File.Exists(Path.Combine(folder.Path, "modes.svg")));

        // The truth is known: a set that lacks classes is worse than one that has them all.
        string[][] rows = [.. File.ReadAllLines(csv).Select(line => line.Split(','))];
        double[] fid = [.. rows.Where(row => row[3] == "classes dropped").Select(row => double.Parse(row[Array.IndexOf(rows[0], "value")], CultureInfo.InvariantCulture))];
        Assert.Equal(4, fid.Length);
        Assert.Equal(fid.Order(), fid);
        Assert.True(fid[3] > 2 * fid[0], $"FID {fid[3]} of one class and {fid[0]} of all.");
    }

    [Fact]
    public async Task All_NothingPossible_IsRefusedWithTheReasons()
    {
        Draw();
        CommandRun run = await CommandRun.Of("sensitivity", "all", Real, "--model", "biocnn-1:blood-cells");

        run.AssertRefused("No experiment can be made. The experiment judges is left out.");
        run.AssertRefused("The experiment layers is left out.");
        run.AssertRefused("Each class needs at least 20 images, half of them for either half, but 'blue' of '");
    }

    [Fact]
    public async Task Sensitivity_WhatCannotBe_IsRefused()
    {
        Draw();
        string[] model = ["--model", "biocnn-1:blood-cells"];
        (await CommandRun.Of(["sensitivity", "layers", Real, Path.Combine(folder.Path, "nothing"), .. model])).AssertRefused("does not exist");
        (await CommandRun.Of(["sensitivity", "layers", Real, Fake, "--model", "biocnn-1@leaky_re_lu_1"])).AssertRefused("name several by --set layers.only=NAME,NAME");
        (await CommandRun.Of(["sensitivity", "layers", Real, Fake, .. model, "--set", "layers.largest=0"])).AssertRefused("layers: The option 'largest' must be a whole number from 1");
        string file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        (await CommandRun.Of(["sensitivity", "layers", Real, Fake, .. model, "--charts", file])).AssertRefused("is a file, where a folder is needed");
        CommandRun unknown = await CommandRun.Of("sensitivity", "distortions", Real);
        Assert.Equal(ExitCodes.Syntax, unknown.ExitCode);
        Assert.Contains("There is no command 'distortions'. There is: judges, layers, modes, sample-size, all.", unknown.Progress);
    }

    [Fact]
    public async Task Help_EveryExperiment_SaysItsQuestionItsOptionsAndAnExample()
    {
        foreach (ExperimentDescriptor experiment in ExperimentCatalog.All.Select(known => known.Descriptor))
        {
            CommandRun run = await CommandRun.Of("sensitivity", experiment.Id, "--help");
            Assert.Contains(experiment.Question, run.Output);
            Assert.Contains($"fidelis sensitivity {experiment.Id} {experiment.Example}", run.Output);
            Assert.All(experiment.Options.All, option => Assert.Contains($"{experiment.Id}.{option.Name} ({option.Default})", run.Output.ReplaceLineEndings(" ")));
        }
    }

    private void Draw()
    {
        ClassFolders.Write(Path.Combine(Real, "blue"), 12, (20, 60, 200));
        ClassFolders.Write(Path.Combine(Real, "red"), 12, (200, 60, 20));
        ClassFolders.Write(Path.Combine(Fake, "blue"), 10, (40, 80, 180));
        ClassFolders.Write(Path.Combine(Fake, "red"), 10, (180, 60, 40));
    }
}
