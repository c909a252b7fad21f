using Fidelis.Networks.Weights;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class PhysicalPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_LinksInSeveralParts_LeadToOnePlace()
    {
        string file = folder.Write("real/inner/file", [1]);
        Directory.CreateSymbolicLink(At("alias"), "real");
        Directory.CreateSymbolicLink(At("real/again"), Path.Combine("..", "alias", "inner"));
        File.CreateSymbolicLink(At("link"), Path.Combine("alias", "again", "file"));

        Assert.Equal(PhysicalPath.Of(file), PhysicalPath.Of(At("link")));
        Assert.Equal(PhysicalPath.Of(file), PhysicalPath.Of(At("alias/again/../inner/./file")));
        Assert.NotEqual(PhysicalPath.Of(file), PhysicalPath.Of(At("real/inner")));
    }

    [Fact]
    public void Of_NothingThere_ResolvesTheFolders()
    {
        Directory.CreateDirectory(At("real"));
        Directory.CreateSymbolicLink(At("alias"), "real");

        Assert.Equal(PhysicalPath.Of(At("real/new/file")), PhysicalPath.Of(At("alias/new/file")));
    }

    [Fact]
    public void Of_LinksInACircle_ComesToAnEnd()
    {
        File.CreateSymbolicLink(At("a"), "b");
        File.CreateSymbolicLink(At("b"), "a");

        Assert.StartsWith(PhysicalPath.Of(folder.Path), PhysicalPath.Of(At("a")), StringComparison.Ordinal);
    }

    private string At(string path) => Path.Combine([folder.Path, .. path.Split('/')]);
}
