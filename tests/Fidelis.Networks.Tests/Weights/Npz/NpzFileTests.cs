using System.IO.Compression;
using System.Text;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Npz;

public sealed class NpzFileTests
{
    [Fact]
    public void Write_EveryKindOfArray_ReadsBack()
    {
        using TemporaryFile temporary = new();
        string[] texts = ["", "b/ä.png", "\U0001F9EA"];
        NpzWriter.Write(temporary.Path, writer =>
        {
            writer.Add("singles", NpyArray.From([1.5f, float.NaN, -0f, float.MaxValue, float.NegativeInfinity, 3f], 2, 3));
            writer.Add("doubles", NpyArray.From([Math.PI, double.Epsilon], 2));
            writer.Add("whole", NpyArray.From([long.MinValue]));
            writer.Add("texts", NpyArray.From(texts, 3));
            writer.Add("empty", NpyArray.From(ReadOnlySpan<float>.Empty, 0, 5));
        });

        using NpzFile file = NpzFile.Open(temporary.Path);
        Assert.Equal(["singles", "doubles", "whole", "texts", "empty"], file.Keys);
        Assert.Equal([1.5f, float.NaN, -0f, float.MaxValue, float.NegativeInfinity, 3f], file.Read("singles").ToSingles());
        Assert.Equal([Math.PI, double.Epsilon], file.Read("doubles").ToDoubles());
        Assert.Equal([long.MinValue], file.Read("whole").ToInt64s());
        Assert.Equal(texts, file.Read("texts").ToTexts());
        Assert.Equal([0, 5], file.Read("empty").Header.Shape);
        Assert.Empty(file.Read("empty").ToSingles());
    }

    [Fact]
    public void ReadDoubles_EveryKindOfArray_GivesWhatTheArrayGives()
    {
        using TemporaryFile temporary = new();
        NpzWriter.Write(temporary.Path, writer =>
        {
            writer.Add("singles", NpyArray.From([1.5f, float.NaN, -0f, float.MaxValue, float.NegativeInfinity, 3f], 2, 3));
            writer.Add("doubles", NpyArray.From([Math.PI, double.Epsilon, -1], 3, 1));
            writer.Add("whole", NpyArray.From([long.MinValue]));
            writer.Add("texts", NpyArray.From(["a"], 1));
            writer.Add("empty", NpyArray.From(ReadOnlySpan<float>.Empty, 0, 5));
        });

        using NpzFile file = NpzFile.Open(temporary.Path);
        foreach (string key in (string[])["singles", "doubles", "whole", "empty"])
        {
            Assert.Equal(file.Read(key).ToDoubles(), file.ReadDoubles(key, out NpyHeader header));
            Assert.Equal(file.Read(key).Header.Shape, header.Shape);
        }

        InputException e = Assert.Throws<InputException>(() => file.ReadDoubles("texts", out _));
        Assert.Contains("must hold numbers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SameArraysTwice_GivesTheSameBytes()
    {
        using TemporaryFile first = new();
        using TemporaryFile second = new();
        foreach (TemporaryFile temporary in new[] { first, second })
        {
            NpzWriter.Write(temporary.Path, writer => writer.Add("x", NpyArray.From([1f, 2f], 2)));
        }

        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
    }

    [Fact]
    public void Write_FailureWithin_LeavesTheOldFileAndNothingElse()
    {
        string folder = Directory.CreateTempSubdirectory("fidelis-").FullName;
        string path = Path.Combine(folder, "x.npz");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => NpzWriter.Write(path, _ => throw new InvalidOperationException()));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void OpenArray_InPieces_GivesTheSameAsAtOnce()
    {
        using TemporaryFile temporary = new();
        float[] values = [.. Enumerable.Range(0, 50_000).Select(i => i * 0.5f)];
        NpzWriter.Write(temporary.Path, writer => writer.Add("x", NpyArray.From(values, 50_000)));
        using NpzFile file = NpzFile.Open(temporary.Path);
        using NpyReader reader = file.OpenArray("x");
        float[] read = new float[values.Length];
        for (int start = 0; start < read.Length; start += 777)
        {
            reader.Read(read.AsSpan(start, Math.Min(777, read.Length - start)));
        }

        Assert.Equal(values, read);
    }

    [Fact]
    public void Open_FilesThatAreNone_SayWhat()
    {
        using TemporaryFile text = new(Encoding.ASCII.GetBytes("no archive at all"));
        using TemporaryFile empty = new([]);

        Assert.Contains("does not exist", Message(() => NpzFile.Open("nowhere.npz")), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(() => NpzFile.Open(Path.GetTempPath())), StringComparison.Ordinal);
        Assert.Contains("is no .npz file", Message(() => NpzFile.Open(text.Path)), StringComparison.Ordinal);
        Assert.Contains("is empty, or a pipe or device", Message(() => NpzFile.Open(empty.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownKey_ListsWhatThereIs()
    {
        using TemporaryFile temporary = new();
        NpzWriter.Write(temporary.Path, writer => writer.Add("mu", NpyArray.From([1.0], 1)));
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Contains("but holds mu", Message(() => file.Read("sigma")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongType_SaysWhichIsExpected()
    {
        using TemporaryFile temporary = new();
        NpzWriter.Write(temporary.Path, writer =>
        {
            writer.Add("texts", NpyArray.From(["a"], 1));
            writer.Add("numbers", NpyArray.From([1.0], 1));
        });
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Contains("must hold numbers", Message(() => file.Read("texts").ToSingles()), StringComparison.Ordinal);
        Assert.Contains("must hold unicode texts", Message(() => file.Read("numbers").ToTexts()), StringComparison.Ordinal);
        Assert.Contains("must hold whole numbers", Message(() => file.Read("numbers").ToInt64s()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000, 1000000000), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807, 9223372036854775807), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4), }")]
    [InlineData("{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000000,), }")]
    [InlineData("{'descr': '<U999999999', 'fortran_order': False, 'shape': (1,), }")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4,)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}")]
    [InlineData("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (4,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': maybe, 'shape': (4,)}")]
    [InlineData("__import__('os').system('true')")]
    [InlineData("")]
    public void Read_HeaderThatLies_IsRefused(string header)
    {
        using TemporaryFile temporary = new(Zip(Npy(header, new byte[16])));
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Throws<InputException>(() => file.Read("x"));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_OneBitOfTheDataFlipped_IsRefused(CompressionLevel level)
    {
        byte[] values = new byte[4000];
        new Random(1).NextBytes(values);
        byte[] bytes = Zip(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (4000,), }", values), level);
        bytes[2000] ^= 1;
        using TemporaryFile temporary = new(bytes);
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Contains("damaged", Message(() => file.Read("x")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DirectoryThatClaimsMoreThanItsBytesCanHold_IsRefusedBeforeMemoryIsTaken()
    {
        byte[] bytes = Zip(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }", []), CompressionLevel.Optimal);
        int directory = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4b, 0x01, 0x02]);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 2_000_000_080);
        using TemporaryFile temporary = new(bytes);
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Contains("cannot hold", Message(() => file.Read("x")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SameNameTwice_IsRefused()
    {
        using TemporaryFile temporary = new(ZipBytes.Of([("x.npy", []), ("x.npy", [])]));

        Assert.Contains("twice", Message(() => NpzFile.Open(temporary.Path)), StringComparison.Ordinal);
    }

    private static string Message(Action action) => Assert.Throws<InputException>(action).Message;

    private static byte[] Npy(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];

    private static byte[] Zip(byte[] npy, CompressionLevel level = CompressionLevel.NoCompression) => ZipBytes.Of([("x.npy", npy)], level);
}
