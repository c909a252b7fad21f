using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Documentation;

/// <summary>Runs the commands of the README as they are written, from the first to the last, in a folder of phantoms.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Readme_Commands_RunAsWritten()
    {
        using TemporaryFolder folder = new();
        foreach (string images in (string[])["REAL", "GENERATED", "cells/test", "early", "late", "my-cells", "my-cells-test", "generated", "originals", "reconstructed"])
        {
            // One is divided into halves by class, each of which needs ten images of every class.
            await Run(folder.Path, ["phantoms", "--count", images == "my-cells-test" ? "80" : "40", "-o", images]);
        }

        string[][] commands = [.. Commands(Path.Combine(Repository.Root, "README.md"))];
        Assert.True(commands.Length >= 9, $"The README has only {commands.Length} commands: are they still written as './fidelis ...'?");
        foreach (string[] command in commands)
        {
            await Run(folder.Path, command);
        }

        string[] written = ["run.json", "scores.csv", "runs/my-cells/best.safetensors", "closest.png", "real.npz", "real-stats.npz", "pairs.json", "pairs.images.npz", "pairs.csv", "charts/modes.svg"];
        Assert.All(written, path => Assert.True(File.Exists(Path.Combine(folder.Path, path)), $"{path} was not written."));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/neighbors.md")]
    [InlineData("docs/results.md")]
    [InlineData("docs/sensitivity.md")]
    [InlineData("docs/weights.md")]
    [InlineData("models/biocnn-1.blood-cells.md")]
    [InlineData("models/biocnn-2.blood-cells.md")]
    public void Documents_Commands_HaveTheSyntaxOfTheProgram(string document)
    {
        RootCommand root = CommandLine.CreateRoot(CommandContext.ForProcess());
        foreach (string[] command in Commands(Path.Combine(Repository.Root, document)))
        {
            Assert.True(root.Parse(command).Errors.Count == 0, $"{document}: fidelis {string.Join(' ', command)}: {string.Join(' ', root.Parse(command).Errors)}");
        }
    }

    [Fact]
    public void Verbs_Help_HasAnExampleThatParses()
    {
        RootCommand root = CommandLine.CreateRoot(CommandContext.ForProcess());
        foreach (Command verb in root.Subcommands.SelectMany(verb => verb.Subcommands.Count > 0 ? verb.Subcommands : [verb]))
        {
            string[][] examples = [.. verb.Description!.Split('\n').Where(line => line.TrimStart().StartsWith("fidelis ", StringComparison.Ordinal)).Select(Words)];
            Assert.True(examples.Length > 0, $"The help of {verb.Name} has no example.");
            Assert.All(examples, example => Assert.Empty(root.Parse(example).Errors));
        }
    }

    [Fact]
    public async Task Help_OfTheProgram_NamesEachVerbInOneSentence()
    {
        CommandRun run = await CommandRun.Of("--help");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("Scores generated images against real ones", run.Output);
        Assert.DoesNotContain("Example", run.Output);
    }

    /// <summary>Finds the lines that call the program, with the lines that continue them, and cuts them into words without the program's name.</summary>
    private static IEnumerable<string[]> Commands(string path) =>
        File.ReadAllText(path).ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith("./fidelis ", StringComparison.Ordinal) || line.StartsWith("fidelis ", StringComparison.Ordinal))
            .Select(Words);

    private static string[] Words(string line) => [.. CommandLineParser.SplitCommandLine(line.Trim()).Skip(1)];

    private static async Task Run(string folder, string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "fidelis.dll"), .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string progress = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is ExitCodes.Success or ExitCodes.Threshold, $"fidelis {string.Join(' ', command)} ended with {process.ExitCode}: {progress}");
    }
}
