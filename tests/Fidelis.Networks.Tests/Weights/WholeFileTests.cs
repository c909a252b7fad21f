using System.Diagnostics;
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
    public void RequireWritable_LeftoversOfKilledProcesses_GoWhereTheyAreOfThisFile()
    {
        // No process has the largest number; process 1 always runs.
        string ours = folder.Write("x.onnx.2147483646.partial", [1]);
        string[] others = [folder.Write("y.onnx.2147483646.partial", [1]), folder.Write("x.onnx.1.partial", [1]), folder.Write("x.onnx.partial", [1])];

        WholeFile.RequireWritable(Path.Combine(folder.Path, "x.onnx"));

        Assert.False(File.Exists(ours));
        Assert.All(others, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void Write_Link_ReplacesTheFileThatItLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        string file = folder.Write("x", [1, 2, 3]);
        string link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, "x");
        string dangling = Path.Combine(folder.Path, "dangling");
        File.CreateSymbolicLink(dangling, "y");

        WholeFile.Write(link, stream => stream.WriteByte(7));
        WholeFile.Write(dangling, stream => stream.WriteByte(8));

        Assert.Equal("x", new FileInfo(link).LinkTarget);
        Assert.Equal([7], File.ReadAllBytes(file));
        Assert.Equal([8], File.ReadAllBytes(Path.Combine(folder.Path, "y")));
    }

    [Fact]
    public void Write_EmptyFile_IsReplaced()
    {
        string path = folder.Write("x", []);
        WholeFile.Write(path, stream => stream.WriteByte(7));

        Assert.Equal([7], File.ReadAllBytes(path));
    }

    /// <summary>A pipe stands for devices too: a test that replaced /dev/null by mistake would spoil the machine.</summary>
    [Fact]
    public void Write_Pipe_IsRefusedAndStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        string path = Path.Combine(folder.Path, "pipe");
        using (Process make = Process.Start("mkfifo", [path]))
        {
            make.WaitForExit();
        }

        foreach (Action attempt in new Action[] { () => WholeFile.RequireWritable(path), () => WholeFile.Write(path, stream => stream.WriteByte(7)) })
        {
            Assert.Contains("a device or a pipe", Assert.Throws<InputException>(attempt).Message, StringComparison.Ordinal);
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_FileInThePlaceOfAFolder_IsNamed()
    {
        string file = folder.Write("x", [1]);
        string path = Path.Combine(file, "models", "y");

        foreach (Action attempt in new Action[] { () => WholeFile.RequireWritable(path), () => WholeFile.Write(path, stream => stream.WriteByte(7)) })
        {
            Assert.Contains($"cannot be written: '{file}' is a file, where a folder is needed", Assert.Throws<InputException>(attempt).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "must have a name")]
    [InlineData("folder/", "a folder of that name")]
    public void Write_NameOfNoFile_SaysSo(string path, string part)
    {
        Assert.Contains(part, Assert.Throws<InputException>(() => WholeFile.Write(path, _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains(part, Assert.Throws<InputException>(() => WholeFile.RequireWritable(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_PlaceThatCannotBeWritten_SaysSo()
    {
        string file = folder.Write("x", []);

        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => WholeFile.Write(Path.Combine(file, "y"), _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => WholeFile.Write(folder.Path, _ => { })).Message, StringComparison.Ordinal);
    }
}
