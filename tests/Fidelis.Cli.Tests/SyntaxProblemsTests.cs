using Fidelis.Testing;

namespace Fidelis.Cli.Tests;

public sealed class SyntaxProblemsTests
{
    [Theory]
    [InlineData("There is no option '--fail-abov'", "evaluate a b --fail-abov fid=2")]
    [InlineData("Did you mean '--fail-above'?", "evaluate a b --fail-abov fid=2")]
    [InlineData("There is no option '-x'", "evaluate a -x")]
    [InlineData("There is no option '--epoch'", "metrics --epoch=3")]
    [InlineData("--limit must be a whole number", "evaluate a b --limit 99999999999")]
    [InlineData("--limit must be a whole number", "evaluate a b --limit 1,000")]
    [InlineData("--seed must be a whole number", "evaluate a b --seed 1.5")]
    [InlineData("--learning-rate must be a number", "train biocnn-1 a -o b --learning-rate 0,003")]
    [InlineData("'GENERATED' missing", "evaluate a")]
    [InlineData("`fidelis stats merge --help`", "stats merge a")]
    [InlineData("There is no command 'evalute'. Did you mean 'evaluate'?", "evalute a b")]
    [InlineData("`fidelis --help` shows", "evalute a b")]
    [InlineData("There is no command 'lst'. There is: list, show, pull, import, export. Did you mean 'list'?", "models lst")]
    [InlineData("There is no command 'distortions'. There is: judges, layers, modes, sample-size, all.", "sensitivity distortions a b")]
    [InlineData("There is no option '--versoin'. Did you mean '--version'?", "--versoin")]
    public async Task Run_WrongForm_IsExplainedWithoutTheWholeHelp(string part, string line)
    {
        CommandRun run = await CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCodes.Syntax, run.ExitCode);
        Assert.Contains(part, run.Progress);
        Assert.Equal(string.Empty, run.Output);
    }

    [Fact]
    public async Task Run_DashesAfterTheDoubleDash_ArePaths() =>
        (await CommandRun.Of("evaluate", "--model", "biocnn-1:blood-cells", "--", "--no-folder", "-x")).AssertRefused("The source '--no-folder' does not exist.");

    [Fact]
    public async Task Run_PathThatBeginsWithAnAt_IsAPath()
    {
        using TemporaryFolder folder = new();

        (await CommandRun.Of("features", "@no-folder", "-o", Path.Combine(folder.Path, "x.npz"))).AssertRefused("The source '@no-folder' does not exist.");
    }

    [Theory]
    [InlineData("--metrics", ",")]
    [InlineData("--classes", "")]
    public async Task Run_EmptyList_DoesNotMeanEverything(string option, string value) =>
        (await CommandRun.Of("evaluate", "a", "b", option, value)).AssertRefused($"{option} must name at least one");
}
