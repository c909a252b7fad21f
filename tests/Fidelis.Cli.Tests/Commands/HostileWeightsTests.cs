using Fidelis.Cli.Tests.Hostile;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>
/// Weights that nobody should load. Each gets one sentence and exit code 2 from every command that takes weights: nothing is run, nothing
/// is stored, and no memory is taken by what a few bytes claim. The sentences stand in <c>docs/weights.md</c>.
/// </summary>
[Collection(nameof(HostileInputTests.Alone))]
public sealed class HostileWeightsTests : IDisposable
{
    // The network that the weights are compared with takes 96 million bytes, whatever the file. Every input that claims more claims 64 MiB.
    private const long MaximumBytes = 128L << 20;

    // A guard: what takes longer would wait for ever, however busy the machine is.
    private const int HangMilliseconds = 600_000;

    private static readonly SentenceTable Table = new("docs/weights.md");

    private readonly TemporaryFolder folder = new();

    private static HostileInput[] Inputs { get; } = [.. HostileWeights.All];

    public static TheoryData<string> Names => [.. Inputs.Select(input => input.Name)];

    public void Dispose() => folder.Dispose();

    [Theory(Timeout = HangMilliseconds)]
    [MemberData(nameof(Names))]
    public async Task Import_HostileWeights_IsOneSentenceAndStoresNothing(string name)
    {
        HostileInput input = Inputs.Single(item => item.Name == name);
        Assert.SkipWhen(input.IsUnixOnly && OperatingSystem.IsWindows(), "Windows has no such files.");
        string path = input.Make(folder.Path);
        string cache = Path.Combine(folder.Path, "cache");
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        CommandRun run = await CommandRun.In(new() { [UserCache.Variable] = cache }, "models", "import", path, "--as", "mine");
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        run.AssertRefused("error: ");
        string sentence = Assert.Single(run.Progress.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Progress);
        Assert.InRange(run.Progress.Length, 0, 8000);
        Assert.InRange(allocated, 0, MaximumBytes);
        Assert.False(Directory.Exists(cache));
        Assert.False(File.Exists(Path.Combine(folder.Path, HostileWeights.Proof)), "A program ran.");
        Table.AssertHas(name, sentence["error: ".Length..], folder.Path);
    }

    [Theory]
    [InlineData("weights that run a program")]
    [InlineData("weights of PyTorch, cut off")]
    public async Task Evaluate_HostileWeights_SaysTheSame(string name)
    {
        string path = Inputs.Single(item => item.Name == name).Make(folder.Path);
        await CommandRun.Of("phantoms", "--count", "8", "-o", Path.Combine(folder.Path, "cells"));
        string cells = Path.Combine(folder.Path, "cells");

        CommandRun weights = await CommandRun.Of("evaluate", cells, cells, "--weights", path);
        CommandRun model = await CommandRun.Of("evaluate", cells, cells, "--model", path);

        weights.AssertRefused("weights.pth");
        Assert.Equal(weights.Progress, model.Progress);
        Assert.False(File.Exists(Path.Combine(folder.Path, HostileWeights.Proof)), "A program ran.");
    }

    [Fact]
    public void Table_Rows_AreTheInputs() => Assert.Equal(Inputs.Select(input => input.Name), Table.Names);
}
