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
}
