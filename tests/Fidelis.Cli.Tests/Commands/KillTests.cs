using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Kills trainings that run as processes of their own, and resumes them.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_KilledAndResumed_EndsAtTheSameBytes()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] train = Training(epochs: 40);
        foreach (string moment in new[] { "2 classes", "epoch 5/", "epoch 20/" })
        {
            using ProgramProcess process = new([.. train, "--out", PathOf("killed"), "--resume"]);
            Assert.True(await process.ReadUntil(moment, cancellation), moment);
            process.Kill();
            await process.End(cancellation);
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
