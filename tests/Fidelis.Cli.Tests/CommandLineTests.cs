using Fidelis.Testing;

namespace Fidelis.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Verbs => [.. CommandLine.CreateRoot(CommandContext.ForProcess()).Subcommands.Select(verb => verb.Name)];

    /// <summary>A verb is found by the name of its class; one that is not would still work, but everything would be built for it.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void CreateRoot_FirstWordIsAVerb_BuildsThatAlone(string verb) =>
        Assert.Equal([verb], CommandLine.CreateRoot(CommandContext.ForProcess(), verb).Subcommands.Select(built => built.Name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("evalute")]
    [InlineData("../evaluate")]
    public void CreateRoot_FirstWordIsNoVerb_BuildsAll(string? word) =>
        Assert.Equal(Verbs.Count, CommandLine.CreateRoot(CommandContext.ForProcess(), word).Subcommands.Count);

    /// <summary>What takes time to look up for the help is looked up where it is asked for, by whichever name.</summary>
    [Theory]
    [InlineData("evaluate", "--help", "fid,is")]
    [InlineData("evaluate", "-h", "fid,is")]
    [InlineData("evaluate", "-?", "fid,is")]
    [InlineData("pairs", "--help", "mse,psnr,ssim")]
    public async Task RunAsync_HelpOfVerb_NamesDefaultMetrics(string verb, string help, string ids)
    {
        CommandRun run = await CommandRun.Of(verb, help);

        Assert.Contains($"Default: {ids}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoMemoryLeft_SaysWhatTakesLess()
    {
        using TemporaryFolder folder = new();

        CommandRun run = await CommandRun.Reading(
            () => throw new InsufficientMemoryException(), "features", "-", "-o", Path.Combine(folder.Path, "f.npz"), "--model", "biocnn-1:blood-cells");

        run.AssertRefused("fewer images at once (--batch)");
    }
}
