using Fidelis.Features;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class StatsVerbTests(EvaluateVerbTests.Cells cells) : IClassFixture<EvaluateVerbTests.Cells>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Stats_OfImagesAndOfTheirFeatures_AreTheSame()
    {
        CommandRun run = await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "-o", At("s.npz"));
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("mean and covariance of 256 features of 24 images (protocol ", run.Output);
        await CommandRun.Of("features", cells.Reference, "--model", cells.Model, "-o", At("f.npz"));
        await CommandRun.Of("stats", At("f.npz"), "-o", At("s2.npz"));

        Assert.Equal(File.ReadAllBytes(At("s.npz")), File.ReadAllBytes(At("s2.npz")));
        FeatureStatistics statistics = StatisticsFile.Read(At("s.npz"));
        Assert.Equal((24, 256), (statistics.Count!.Value, statistics.Dimension));
        Assert.Equal(FeatureFile.Read(At("f.npz")).ProtocolHash, statistics.ProtocolHash);
    }

    [Fact]
    public async Task Merge_OfTheClasses_GivesTheScoreOfTheWhole()
    {
        foreach (string name in (string[])["a", "b"])
        {
            await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "--classes", name, "-o", At(name + ".npz"));
        }

        CommandRun merged = await CommandRun.Of("stats", "merge", At("a.npz"), At("b.npz"), "-o", At("ab.npz"));
        Assert.Equal(ExitCodes.Success, merged.ExitCode);
        Assert.Contains("of 24 images", merged.Output);
        CommandRun zero = await CommandRun.Of("evaluate", cells.Reference, At("ab.npz"), "--model", cells.Model, "--metrics", "fid", "--fail-above", "fid=1e-10");
        Assert.Equal(ExitCodes.Success, zero.ExitCode);
    }

    [Fact]
    public async Task Stats_WhatCannotBe_IsOneSentence()
    {
        await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "-o", At("s.npz"));
        await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "--layer", "leaky_re_lu_1", "-o", At("other.npz"));
        string one = EvaluateVerbTests.Cells.Draw(folder, "one", 1, 9);

        (await CommandRun.Of("stats", At("s.npz"), "-o", At("t.npz"))).AssertRefused("holds statistics already");
        (await CommandRun.Of("stats", one, "--model", cells.Model, "-o", At("t.npz"))).AssertRefused("at least 2 images, but there is 1");
        (await CommandRun.Of("stats", "merge", At("s.npz"), At("other.npz"), "-o", At("t.npz"))).AssertRefused("same number of features, but one has 256 and another 32");
        (await CommandRun.Of("stats", "merge", At("s.npz"), At("none.npz"), "-o", At("t.npz"))).AssertRefused("none.npz");
        Assert.False(File.Exists(At("t.npz")));
        Assert.Equal(ExitCodes.Syntax, (await CommandRun.Of("stats", "merge", At("s.npz"), "-o", At("t.npz"))).ExitCode);
    }

    private string At(string name) => Path.Combine(folder.Path, name);
}
