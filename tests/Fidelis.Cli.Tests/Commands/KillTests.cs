using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Kills trainings that run as processes of their own, and resumes them.</summary>
public sealed class KillTests : IDisposable
{
    // 128 and the number of the signal, as shells say it.
    private const int KilledExitCode = 128 + 9;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_KilledAndResumed_EndsAtTheSameBytes()
    {
        // A training goes on while this process gets to killing it: there are far more epochs than are waited for, and none is waited for by its number.
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] train = Training(epochs: 100);
        foreach ((string start, int lines) in new[] { ("2 classes", 1), ("epoch ", 5), ("epoch ", 15) })
        {
            using ProgramProcess process = new([.. train, "--out", PathOf("killed"), "--resume"]);
            for (int line = 0; line < lines && await process.ReadUntil(start, cancellation); line++)
            {
            }

            process.Kill();
            (int exitCode, string progress) = await process.End(cancellation);
            Assert.SkipWhen(exitCode == ExitCodes.Success, "This machine is so busy that the training ended before it was killed.");
            Assert.True(exitCode == KilledExitCode, $"Exit code {exitCode}: {progress}");
        }

        await AssertSameAsWhole(train);
    }

    [Fact]
    public async Task Train_KilledAtThirtyRandomMoments_EndsAtTheSameBytes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_LONG") == "1", "Takes some minutes: FIDELIS_LONG=1 turns it on.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] train = Training(epochs: 1500);
        double[] moments = Lcg.Values(17, 30, 3.5, 0.1);
        foreach (double seconds in moments)
        {
            using ProgramProcess process = new([.. train, "--out", PathOf("killed"), "--resume"]);
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellation);
            process.Kill();
            (int exitCode, string progress) = await process.End(cancellation);
            Assert.True(exitCode != ExitCodes.Input, progress);
        }

        await AssertSameAsWhole(train);
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private string[] Training(int epochs)
    {
        ClassFolders.Write(PathOf("data/blue"), 10, (90, 90, 130));
        ClassFolders.Write(PathOf("data/red"), 10, (130, 90, 90));
        return ["train", "biocnn-1", PathOf("data"), "--input-size", "16", "--batch", "4", "--epochs", $"{epochs}", "--augment", "all", "--schedule", "cosine"];
    }

    private async Task AssertSameAsWhole(string[] train)
    {
        CommandRun resumed = await CommandRun.Of([.. train, "--out", PathOf("killed"), "--resume"]);
        CommandRun whole = await CommandRun.Of([.. train, "--out", PathOf("whole")]);

        Assert.True(resumed.ExitCode == ExitCodes.Success, resumed.Progress);
        Assert.True(whole.ExitCode == ExitCodes.Success, whole.Progress);
        Assert.Equal(Names("whole"), Names("killed"));
        foreach (string file in new[] { TrainingFolder.BestFile, TrainingFolder.LastFile, TrainingFolder.RocCurvesFile, TrainingFolder.ConfusionMatrixFile })
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(PathOf($"whole/{file}"), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(PathOf($"killed/{file}"), TestContext.Current.CancellationToken));
        }
    }

    private IEnumerable<string?> Names(string name) => Directory.GetFiles(PathOf(name)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
