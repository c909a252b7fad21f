using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class DemoVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Demo_FolderOfSomebodysOwn_IsLeftAlone()
    {
        string path = folder.Write("mine.png", [1]);

        (await CommandRun.Of("demo", "--out", folder.Path)).AssertRefused("has 'mine.png'");

        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Demo_FolderWithoutAName_IsRefused() => (await CommandRun.Of("demo", "--out", "")).AssertRefused("--out must name a folder");
}
