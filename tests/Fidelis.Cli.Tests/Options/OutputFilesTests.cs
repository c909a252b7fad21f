using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Options;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_OutputThatIsAnInput_IsRefusedAndStays()
    {
        string features = folder.Write("x.npz", [1, 2, 3]);

        (await CommandRun.Of("evaluate", features, features, "--out", features)).AssertRefused("is an input");
        (await CommandRun.Of("stats", features, "-o", features)).AssertRefused("is an input");

        Assert.Equal([1, 2, 3], File.ReadAllBytes(features));
    }

    [Fact]
    public async Task Run_TwoOutputsInOneFile_AreRefused()
    {
        string path = Path.Combine(folder.Path, "x");

        (await CommandRun.Of("evaluate", "a", "b", "--out", path, "--csv", path)).AssertRefused("--csv must name a file of its own");
        (await CommandRun.Of("classify", "biocnn-1", "b", "--out", path, "--csv", path)).AssertRefused("--csv must name a file of its own");
    }

    [Theory]
    [InlineData("evaluate a b --out")]
    [InlineData("evaluate a b --csv")]
    [InlineData("features a -o")]
    [InlineData("stats a -o")]
    [InlineData("stats merge a b -o")]
    [InlineData("classify a b --out")]
    [InlineData("classify a b --pictures")]
    [InlineData("phantoms --count 4 -o")]
    public async Task Run_OutputWithoutAName_IsRefused(string line) => (await CommandRun.Of([.. line.Split(' '), ""])).AssertRefused("name is empty");
}
