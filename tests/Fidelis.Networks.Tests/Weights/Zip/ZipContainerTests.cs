using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Zip;

public sealed class ZipContainerTests : IDisposable
{
    private static readonly JsonElement Data = Golden.Load("images", "sources").GetProperty("zip");

    private readonly TemporaryFolder folder = new();
    private int count;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("zip64")]
    public void Read_ArchiveOfPython_GivesNamesAndContents(string form)
    {
        using ZipContainer archive = Open(Data.GetProperty(form).GetBytesFromBase64());
        byte[] content = Data.GetProperty("content").GetBytesFromBase64();

        IReadOnlyList<ZipMember> members = archive.ReadMembers();

        Assert.Equal(4, archive.MemberCount);
        Assert.Equal(["a/stored.txt", "a/deflated.txt", "Ärger/図.txt", "folder/"], members.Select(member => member.Name));
        Assert.Equal([content, content, [], []], members.Select(archive.Read));
        Assert.Equal(content, archive.StoredContent(members[0])!.ReadStart(int.MaxValue));
        Assert.Null(archive.StoredContent(members[1]));
    }

    [Theory]
    [InlineData("bzip2", "method 12 (bzip2)")]
    [InlineData("lzma", "method 14 (LZMA)")]
    public void Read_OtherCompression_IsRefusedByName(string form, string method)
    {
        using ZipContainer archive = Open(Data.GetProperty(form).GetBytesFromBase64());

        Assert.Contains($"is compressed by {method}, but only stored and deflated", Refusal(() => archive.Read(archive.ReadMembers()[0])));
    }

    [Fact]
    public void Read_SixtyFourBitEndRecord_IsFollowed()
    {
        // An archive of the old form, with the records of 64 bits put before its end and the old fields saying "see there".
        byte[] old = ZipBytes.Of([("a", [1, 2, 3]), ("b", [4])]);
        int end = old.AsSpan().LastIndexOf("PK\x05\x06"u8);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(old.AsSpan(0, end));
        writer.Write("PK\x06\x06"u8);
        writer.Write(44L);
        writer.Write(0x002D002D);
        writer.Write(0L);
        writer.Write(2L);
        writer.Write(2L);
        writer.Write((long)BitConverter.ToUInt32(old, end + 12));
        writer.Write((long)BitConverter.ToUInt32(old, end + 16));
        writer.Write("PK\x06\x07"u8);
        writer.Write(0);
        writer.Write((long)end);
        writer.Write(1);
        writer.Write("PK\x05\x06"u8);
        writer.Write(0);
        writer.Write(0xFFFFFFFFu);
        writer.Write(0xFFFFFFFFFFFFFFFFul);
        writer.Write((short)0);

        using ZipContainer archive = Open(stream.ToArray());

        Assert.Equal([[1, 2, 3], [4]], archive.ReadMembers().Select(archive.Read));
    }

    [Fact]
    public void ReadMembers_NamesOfOldSystems_BecomePaths()
    {
        // Code page 437 has ü at 0x81; made on DOS (system 0), paths have backslashes.
        using ZipContainer dos = Open(ZipBytes.Lying([(byte)'a', (byte)'\\', 0x81], [1], entry => entry[5] = 0));
        using ZipContainer unix = Open(ZipBytes.Lying([(byte)'a', (byte)'\\', 0x81], [1], entry => entry[5] = 3));

        Assert.Equal("a/ü", dos.ReadMembers()[0].Name);
        Assert.Equal("a\\ü", unix.ReadMembers()[0].Name);
    }

    [Fact]
    public void ReadMembers_LinkOfUnix_IsKnownAsOne()
    {
        using ZipContainer archive = Open(ZipBytes.Lying("link"u8.ToArray(), "/etc"u8.ToArray(), entry =>
        {
            entry[5] = 3;
            ZipBytes.Put32(entry, 38, 0xA1FF0000);
        }));

        Assert.True(archive.ReadMembers()[0].IsLink);
    }

    [Fact]
    public void Read_Encrypted_SaysSo() => AssertLie(entry => ZipBytes.Put16(entry, 8, 1), "is encrypted");

    [Fact]
    public void Read_WrongChecksum_IsDamage() => AssertLie(entry => ZipBytes.Put32(entry, 16, 12345), "content is not what the archive's directory says");

    [Fact]
    public void Read_StoredSizesThatDiffer_IsDamage() => AssertLie(entry => ZipBytes.Put32(entry, 24, 2_000_000_000), "cannot hold the 2000000000 that it claims");

    [Fact]
    public void Read_ContentBeyondTheEnd_IsDamage() => AssertLie(
        entry =>
        {
            ZipBytes.Put32(entry, 20, 1000);
            ZipBytes.Put32(entry, 24, 1000);
        },
        "goes beyond the end");

    [Fact]
    public void Read_HeaderBeyondTheEnd_IsDamage() => AssertLie(entry => ZipBytes.Put32(entry, 42, 4_000_000_000), "header lies beyond the end");

    [Fact]
    public void Read_HeaderThatIsNone_IsDamage() => AssertLie(entry => ZipBytes.Put32(entry, 42, 1), "contradicts the directory");

    [Fact]
    public void Read_MoreThanTheDirectoryClaims_StopsThere()
    {
        // A bomb: a megabyte of zeros in a thousand bytes, of which the directory admits ten.
        byte[] bytes = ZipBytes.Of([("x", new byte[1 << 20])]);
        int entry = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 10);
        using ZipContainer archive = Open(bytes);

        Assert.Contains("damaged", Refusal(() => archive.Read(archive.ReadMembers()[0])));
    }

    [Fact]
    public void Open_EveryTruncation_IsRefused() =>
        Mutations.TruncateEverywhere<InputException>(ZipBytes.Of([("a/1", [1, 2, 3]), ("a/2", new byte[100])]), ReadAll);

    [Fact]
    public void Open_DirectoryThatClaimsMoreEntriesThanItHolds_IsRefused()
    {
        byte[] bytes = ZipBytes.Of([("a", [1])]);
        int end = bytes.AsSpan().LastIndexOf("PK\x05\x06"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(end + 10), (ushort)60_000);

        Assert.Contains("its directory of 60000 entries does not fit", Refusal(() => Open(bytes)));
    }

    [Fact]
    public void Read_ManyThreads_GiveEachItsOwn()
    {
        byte[][] contents = [.. Enumerable.Range(0, 200).Select(i => Enumerable.Repeat((byte)i, 5000 + i).ToArray())];
        using ZipContainer archive = Open(ZipBytes.Of(contents.Select((content, i) => ($"{i}", content))));
        IReadOnlyList<ZipMember> members = archive.ReadMembers();

        Parallel.For(0, 2000, i => Assert.Equal(contents[i % 200], archive.Read(members[i % 200])));
    }

    [Fact]
    public void Read_FileThatChanged_IsRefused()
    {
        string path = folder.Write("x.zip", ZipBytes.Of([("a", [1, 2, 3])]));
        using ZipContainer archive = ZipContainer.Open(FileWindow.Open(path));
        ZipMember member = archive.ReadMembers()[0];
        using (FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.WriteByte(0);
        }

        Assert.Contains("must stay as it is while it is read, but it changed", Refusal(() => archive.Read(member)));
    }

    [Fact]
    public void Read_DamagedArchives_AreReadOrRefused() => Mutations.Try<InputException>(
        [ZipBytes.Of([("a/1.txt", "content of a file"u8.ToArray()), ("b", new byte[300])]), Data.GetProperty("zip64").GetBytesFromBase64(), ZipBytes.Of([("x", [1])], CompressionLevel.NoCompression)],
        ReadAll,
        attempts: 150,
        seed: 1);

    private static string Refusal(Action action) => Assert.Throws<InputException>(action).Message;

    private void AssertLie(Action<byte[]> directory, string part)
    {
        using ZipContainer archive = Open(ZipBytes.Lying(Encoding.UTF8.GetBytes("a\nb"), [1, 2, 3], directory));
        string message = Refusal(() => archive.Read(archive.ReadMembers()[0]));
        Assert.Contains(part, message);
        Assert.Contains(@"'a\u000ab'", message);
    }

    private void ReadAll(byte[] bytes)
    {
        using ZipContainer archive = Open(bytes);
        foreach (ZipMember member in archive.ReadMembers())
        {
            archive.Read(member);
        }
    }

    private ZipContainer Open(byte[] bytes)
    {
        FileWindow file = FileWindow.Open(folder.Write($"{count++}.zip", bytes));
        try
        {
            return ZipContainer.Open(file);
        }
        catch (InputException)
        {
            file.Dispose();
            throw;
        }
    }
}
