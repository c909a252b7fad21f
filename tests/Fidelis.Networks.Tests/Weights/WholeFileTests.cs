using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_MissingFolder_IsCreated()
    {
        string path = Path.Combine(folder.Path, "a", "b", "x");
        WholeFile.Write(path, stream => stream.WriteByte(7));

        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_ExistingFile_IsReplaced()
    {
        string path = folder.Write("x", [1, 2, 3]);
        WholeFile.Write(path, stream => stream.WriteByte(7));

        Assert.Equal([7], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_FailureHalfWay_LeavesTheOldFileAlone()
    {
        string path = folder.Write("x", [1, 2, 3]);

        Assert.Throws<OperationCanceledException>(() => WholeFile.Write(path, stream =>
        {
            stream.WriteByte(7);
            throw new OperationCanceledException();
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_PlaceThatCannotBeWritten_SaysSo()
    {
        string file = folder.Write("x", []);

        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => WholeFile.Write(Path.Combine(file, "y"), _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => WholeFile.Write(folder.Path, _ => { })).Message, StringComparison.Ordinal);
    }
}
