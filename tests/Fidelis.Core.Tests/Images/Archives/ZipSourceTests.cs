using System.IO.Compression;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Archives;

public sealed class ZipSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_Archive_IsOrderedAndClassedAsItsFolderWouldBe()
    {
        string[] files = ["b/1.png", "a/deep/2.PNG", "a/10.jpg", "B/1.JPEG", "a/9.bmp", "a/notes.txt", "__MACOSX/a/._9.bmp", "a/.hidden.png"];
        foreach (string file in files)
        {
            folder.Write("folder/" + file, []);
        }

        ImageSource zip = ImageSources.Open(Zip([.. files.Select(file => (file, Array.Empty<byte>()))]));
        ImageSource unpacked = ImageSources.Open(Path.Combine(folder.Path, "folder"));

        Assert.Equal(["B/1.JPEG", "a/10.jpg", "a/9.bmp", "a/deep/2.PNG", "b/1.png"], zip.Paths());
        Assert.Equal(unpacked.Paths(), zip.Paths());
        Assert.Equal(unpacked.Labels(), zip.Labels());
        Assert.Equal(["__MACOSX/a/._9.bmp", "a/.hidden.png", "a/notes.txt"], zip.IgnoredFiles);
        Assert.Equal(unpacked.IgnoredFiles, zip.IgnoredFiles);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_Entries_GiveTheirBytes(CompressionLevel level)
    {
        byte[][] pictures = [Bitmaps.Noise(5, 4, 1), Bitmaps.Noise(50, 40, 2)];
        string path = folder.Write("x.zip", ZipBytes.Of([("1.bmp", pictures[0]), ("2.bmp", pictures[1])], level));

        ImageSource source = ImageSources.Open(path);

        Assert.Equal(pictures, source.Entries.Select(entry => entry.Read()));
        Assert.Equal(pictures.Select(picture => (long?)picture.Length), source.Entries.Select(entry => entry.LengthBytes));
        Assert.Equal(path + "/1.bmp", source.Entries[0].Location);
        Assert.Empty(source.Notes);
    }

    [Theory]
    [InlineData("../x.png")]
    [InlineData("a/../../x.png")]
    [InlineData("/etc/x.png")]
    [InlineData("C:/x.png")]
    [InlineData("..\\x.png")]
    [InlineData("\\x.png")]
    public void Open_NameThatLeadsOut_IsRefusedAndNothingIsWritten(string name)
    {
        SourceAssert.Refuses("has a name that leads out of the archive", Zip((name, [])));
        Assert.Equal(["x.zip"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Open_StepsThatLeadNowhere_AreRemoved() =>
        Assert.Equal(["a/1.png", "a/2.png"], ImageSources.Open(Zip(("./a//1.png", []), ("a/./2.png", []))).Paths());

    [Fact]
    public void Open_SamePathTwice_IsRefused() => SourceAssert.Refuses("holds 'a/1.png' twice", Zip(("a/1.png", []), ("./a/1.png", [])));

    [Fact]
    public void Open_NameWithLineBreakAndEscape_IsShownOnOneLine()
    {
        ImageSource source = ImageSources.Open(Zip(("a\n\u001b[31m.png", [1, 2])));

        Assert.EndsWith(@"/a\u000a\u001b[31m.png", source.Entries[0].Location, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Link_IsIgnored()
    {
        byte[] archive = ZipBytes.Lying("1.png"u8.ToArray(), "/etc/passwd"u8.ToArray(), entry =>
        {
            entry[5] = 3;
            ZipBytes.Put32(entry, 38, 0xA1FF0000);
        });

        SourceAssert.Refuses("holds only 1 entry of other kinds (1 .png)", folder.Write("x.zip", archive));
    }

    [Fact]
    public void Open_NoPictures_SaysWhatThereIs()
    {
        SourceAssert.Refuses("holds only 2 entries of other kinds (2 .txt)", Zip(("a.txt", []), ("b.txt", [])));
        SourceAssert.Refuses("is empty", folder.Write("empty.zip", ZipBytes.Of([])));
    }

    [Fact]
    public void Open_MoreEntriesThanAllowed_NamesTheOption()
    {
        string path = Zip(("1.png", []), ("2.png", []), ("3.png", []));

        SourceAssert.Refuses("at most 2 entries, but '" + path + "' holds 3: allow more by --max-entries", path, new SourceOptions { MaximumEntries = 2 });
    }

    [Fact]
    public void Read_Bomb_IsRefusedBeforeItIsExpanded()
    {
        // A gigabyte of zeros would be a megabyte here; 32 MiB in 32 KiB show the same.
        string path = Zip(("1.png", new byte[32 << 20]));
        Assert.InRange(new FileInfo(path).Length, 1, 64 << 10);

        SourceAssert.Refuses("must expand to at most 1000000 bytes, but takes more: allow more by --max-expanded", path, new SourceOptions { MaximumExpandedBytes = 1_000_000 });
    }

    [Fact]
    public void Open_DatasetJsonInTheRoot_GivesTheClasses()
    {
        ImageSource source = ImageSources.Open(Zip(("00000/1.png", []), ("00000/2.png", []), ("dataset.json", """{"labels": [["00000/2.png", 3], ["00000/1.png", 12]]}"""u8.ToArray())));

        Assert.Equal(["12", "3"], source.Labels());
        Assert.Empty(source.IgnoredFiles);
    }

    [Fact]
    public void Open_Part_IsRefused() => SourceAssert.Refuses("is an archive of pictures: name it without the part", Zip(("1.png", [])) + ":train");

    [Fact]
    public void Open_OtherExtension_IsReadAndSaid()
    {
        string path = folder.Write("x.npz", ZipBytes.Of([("1.bmp", Bitmaps.Noise(2, 2, 1))]));

        ImageSource source = ImageSources.Open(path);

        Assert.Single(source.Entries);
        Assert.Equal([$"'{path}' is a zip archive of files by its content, whatever its name says."], source.Notes);
    }

    [Fact]
    public void Read_ArchiveThatChanged_IsRefused()
    {
        string path = Zip(("1.bmp", Bitmaps.Noise(2, 2, 1)));
        ImageEntry entry = ImageSources.Open(path).Entries[0];
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(50);
        }

        Assert.Contains("it changed", Assert.Throws<InputException>(() => entry.Read()).Message);
    }

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        int count = 0;
        Mutations.TruncateEverywhere<InputException>(
            ZipBytes.Of([("a/1.bmp", Bitmaps.Noise(2, 2, 1)), ("a/2.bmp", Bitmaps.Noise(2, 2, 2))]),
            bytes => SourceAssert.ReadAll(ImageSources.Open(folder.Write($"{count++}.zip", bytes))));
    }

    private string Zip(params (string Name, byte[] Content)[] files) => folder.Write("x.zip", ZipBytes.Of(files));
}
