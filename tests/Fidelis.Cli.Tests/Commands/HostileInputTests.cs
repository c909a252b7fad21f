using System.Diagnostics;
using Fidelis.Cli.Tests.Hostile;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>
/// Inputs that nobody should give to a program. Each gets one sentence and exit code 2: no crash, no wait, no file left behind, no memory
/// by what a few bytes claim. The sentences stand in <c>docs/images.md</c>.
/// </summary>
[Collection(nameof(Alone))]
public sealed class HostileInputTests(FeaturesVerbTests.SavedModel saved) : IClassFixture<FeaturesVerbTests.SavedModel>
{
    // The command and the model take about 5 MiB. A table of 20 MiB on one line is read as bytes, as text of two bytes a letter and as one
    // field: 100 MiB. Every other input claims gigabytes, or expands to 64 MiB, and is allowed no more than that table.
    private const long MaximumBytes = 128L << 20;

    // A guard: what takes longer would wait for ever, however busy the machine is.
    private const int HangMilliseconds = 600_000;

    /// <summary>Memory that is allocated and the folder for temporary files are those of the whole process.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private static HostileInput[] Inputs { get; } = [.. HostilePictures.All, .. HostileArchives.All, .. HostilePlaces.All];

    public static TheoryData<string> Names => [.. Inputs.Select(input => input.Name)];

    [Theory(Timeout = HangMilliseconds)]
    [MemberData(nameof(Names))]
    public async Task Features_HostileInput_IsOneSentenceAndLeavesNothing(string name)
    {
        HostileInput input = Inputs.Single(item => item.Name == name);
        Assert.SkipWhen(input.IsUnixOnly && OperatingSystem.IsWindows(), "Windows has no such files.");
        string folder = Directory.CreateTempSubdirectory("fidelis-hostile-").FullName;
        string? temporary = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            string source = input.Make(folder);
            Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName);
            string[] options = [.. input.Options.Select(word => word.Replace("{folder}", folder, StringComparison.Ordinal))];
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            CommandRun run = await CommandRun.Reading(input.Input, ["features", source, "--model", saved.Path, "-o", Path.Combine(folder, "features.npz"), .. options])
                .WaitAsync(TestContext.Current.CancellationToken);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

            run.AssertRefused("error: ");
            string sentence = Assert.Single(run.Progress.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', run.Progress);
            Assert.InRange(run.Progress.Length, 0, 8000);
            Assert.InRange(allocated, 0, MaximumBytes);
            Assert.False(File.Exists(Path.Combine(folder, "features.npz")));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "temporary")));
            Table.AssertHas(name, sentence["error: ".Length..], folder);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", temporary);
            Remove(folder);
        }
    }

    [Fact]
    public void Table_Rows_AreTheInputs() => Assert.Equal(
        Inputs.Select(input => input.Name),
        Table.Names);

    private static SentenceTable Table { get; } = new("docs/images.md");

    private static void Remove(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        // The platform cannot remove files whose names are no UTF-8.
        using Process remove = Process.Start("rm", ["-r", folder]);
        remove.WaitForExit();
    }
}
