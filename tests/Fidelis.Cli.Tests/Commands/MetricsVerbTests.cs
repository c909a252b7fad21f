using Fidelis.Metrics;

namespace Fidelis.Cli.Tests.Commands;

public sealed class MetricsVerbTests
{
    [Fact]
    public async Task Metrics_Alone_ListsTheCatalogue()
    {
        CommandRun run = await CommandRun.Of("metrics");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Matches("fid +sets +Fréchet Inception Distance +lower ", run.Output);
        Assert.Matches("one-nn +sets +1-Nearest-Neighbour Two-Sample Test +near 0.5 ", run.Output);
        Assert.Contains("splits=10, shuffle-seed=2020", run.Output);
        Assert.Contains("arXiv:1706.08500", run.Output);
        Assert.Matches("ssim +pairs +Structural Similarity Index +higher ", run.Output);
    }

    [Fact]
    public async Task Metrics_OneId_ShowsItsOptions()
    {
        CommandRun run = await CommandRun.Of("metrics", "is");

        Assert.Contains("is.shuffle-seed", run.Output);
        Assert.Contains("Default: 2020.", run.Output);
    }

    [Fact]
    public async Task Metrics_OfPairs_SayThatTheyAre()
    {
        CommandRun run = await CommandRun.Of("metrics", "ssim");

        Assert.Matches("of +pairs", run.Output);
        Assert.Contains("wang or skimage or torchmetrics", run.Output);
        Assert.DoesNotContain("at least 1 in each set", run.Output);
    }

    [Fact]
    public async Task Metrics_UnknownId_IsOneSentence() => (await CommandRun.Of("metrics", "fids")).AssertRefused(
        $"There is no metric 'fids'. There is: {string.Join(", ", MetricCatalog.All.Select(metric => metric.Descriptor.Id))}. Did you mean 'fid'?");

    [Fact]
    public async Task Metrics_Help_ListsEveryOptionWithItsDefault()
    {
        CommandRun run = await CommandRun.Of("metrics", "--help");

        Assert.Contains("is.splits=10", run.Output);
        Assert.Contains("is.shuffle-seed=2020", run.Output);
    }
}
