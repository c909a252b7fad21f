using System.Diagnostics;
using System.Text;
using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class ImageSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, byte[]> Foreign => new()
    {
        { "x.tar", "is a tar archive: unpack it", [.. new byte[257], .. "ustar"u8, .. new byte[250]] },
        { "x.7z", "is a 7-Zip archive: unpack it", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0] },
        { "x.rar", "is a RAR archive: unpack it", [.. "Rar!\x1A\x07"u8, 0] },
        { "x.parquet", "is a Parquet file: write its images", "PAR1...."u8.ToArray() },
        { "x.h5", "is an HDF5 file: write its images", [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A] },
        { "x.mat", "is a MATLAB file: write its images", "MATLAB 5.0 MAT-file"u8.ToArray() },
        { "x.tfrecord", "is a TFRecord file: write its images", [12, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4] },
        { "data_batch_1", "is a pickle of Python, which could run any code and is never loaded", [0x80, 2, (byte)'}', (byte)'q'] },
        { "x.dcm", "is a DICOM file: convert", [.. new byte[128], .. "DICM"u8, .. new byte[20]] },
        { "x.png", "is a single PNG picture: name the folder", [0x89, .. "PNG\r\n\x1a\n"u8] },
        { "x.xyz", "is none of these, or is damaged at its beginning", "what is this?"u8.ToArray() },
        { "x.zst", "is compressed by Zstandard", [0x28, 0xB5, 0x2F, 0xFD] },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Open_FileOfAnotherKind_SaysWhatItIsAndWhatToDo(string name, string part, byte[] content) => SourceAssert.Refuses(part, folder.Write(name, content));

    [Fact]
    public void Open_FolderOfLmdb_SaysWhatToDo()
    {
        folder.Write("data.mdb", [1]);
        folder.Write("lock.mdb", [1]);

        SourceAssert.Refuses("is an LMDB database: write its images as files", folder.Path);
    }

    [Fact]
    public void Open_MisspelledPath_SuggestsItsNeighbour()
    {
        folder.Write("generated.zip", [1]);

        SourceAssert.Refuses("generatd.zip' does not exist. Did you mean 'generated.zip'?", Path.Combine(folder.Path, "generatd.zip"));
    }

    [Fact]
    public void Open_EmptyFileOrPipe_IsRefusedWithoutWaiting()
    {
        SourceAssert.Refuses("is empty, or a link that leads nowhere, or a pipe or device", folder.Write("empty.npz", []));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        string pipe = Path.Combine(folder.Path, "pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        SourceAssert.Refuses("by the name '-'", pipe);
        SourceAssert.Refuses("by the name '-'", "/dev/zero");
    }

    [Fact]
    public void Open_StandardInput_MayBeAnyFile()
    {
        byte[] pixels = ArrayFiles.Noise(2 * 5 * 4 * 3, 1);
        byte[] npy = ArrayFiles.Npy(pixels, 2, 5, 4, 3);
        byte[][] contents =
        [
            npy,
            ZipBytes.Of([("arr_0.npy", npy)]),
            ArrayFiles.Idx(pixels, 2, 5, 4, 3),
            ZipBytes.Of([("0.bmp", Bitmap(pixels[..60])), ("1.bmp", Bitmap(pixels[60..]))]),
        ];
        foreach (byte[] content in contents)
        {
            ImageSource source = ImageSources.Open("-", Input(content));

            Assert.Equal("-", source.Description);
            Assert.Equal(pixels, SourceAssert.ReadAll(source).SelectMany(rgb => rgb));
            Assert.Empty(source.Notes);
        }
    }

    [Fact]
    public void Open_PartOfStandardInput_IsChosen()
    {
        SourceOptions input = Input(ZipBytes.Of([("train_images.npy", ArrayFiles.Npy(new byte[12 * 5], 5, 2, 2, 3)), ("test_images.npy", ArrayFiles.Npy(new byte[12 * 2], 2, 2, 2, 3))]));

        Assert.Equal(2, ImageSources.Open("-:test", input).Entries.Count);
        SourceAssert.Refuses("name one, such as '-:train'", "-", input);
        SourceAssert.Refuses("There is no part 'val' in '-'", "-:val", input);
    }

    [Fact]
    public void Open_ListOnStandardInput_IsRead()
    {
        string path = folder.Write("1.bmp", Bitmaps.Noise(2, 2, 1));

        Assert.Equal([path], ImageSources.Open("-", Input(Encoding.UTF8.GetBytes(path + "\n"))).Paths());
    }

    [Fact]
    public void Open_StandardInputThatIsNothing_SaysSo()
    {
        SourceAssert.Refuses("there is none here", "-");
        SourceAssert.Refuses("but that is empty", "-", Input([]));
        SourceAssert.Refuses("'standard input' is a single BMP picture", "-", Input(Bitmaps.Noise(2, 2, 1)));
        SourceAssert.Refuses("at most 100 bytes, but takes more: allow more by --max-expanded", "-", Input(new byte[101]) with { MaximumExpandedBytes = 100 });
    }

    [Fact]
    public void Open_StandardInput_LeavesNoFileWithAName()
    {
        string temporary = Path.GetTempPath();
        HashSet<string> before = [.. Directory.GetFiles(temporary, "tmp*")];

        byte[] array = ArrayFiles.Npy(new byte[12], 1, 2, 2, 3);

        ImageSource source = ImageSources.Open("-", Input(array));

        // The file is there as long as the source is, and its name is gone already: no interruption can leave it behind. Files of another
        // length are those of other processes.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes the name when the process ends.");
        Assert.DoesNotContain(Directory.GetFiles(temporary, "tmp*").Except(before), path => new FileInfo(path) is { Exists: true } file && file.Length == array.Length);
        Assert.Single(SourceAssert.ReadAll(source));
    }

    [Fact]
    public void Parts_OfWholeSources_AreNone()
    {
        Assert.Empty(ImageSources.Parts(folder.Path));
        Assert.Empty(ImageSources.Parts("nowhere"));
        Assert.Empty(ImageSources.Parts(folder.Write("x.npy", ArrayFiles.Npy(new byte[12], 1, 2, 2, 3))));
    }

    [Fact]
    public void Read_FileThatVanished_SaysWhich()
    {
        string path = folder.Write("images/1.bmp", Bitmaps.Noise(2, 2, 1));
        ImageEntry entry = ImageSources.Open(Path.Combine(folder.Path, "images")).Entries[0];
        File.Delete(path);

        Assert.Contains("1.bmp' cannot be read: it was there when the images were listed, and vanished since", Assert.ThrowsAny<Exception>(() => entry.Read()).Message);
        Assert.Null(entry.LengthBytes);
    }

    [Fact]
    public void Open_SamePicturesOfEverySourceOfNumbers_HaveTheSameBytes()
    {
        byte[] grey = ArrayFiles.Noise(2 * 32 * 32, 5);
        ImageSource npy = ImageSources.Open(folder.Write("x.npy", ArrayFiles.Npy(grey, 2, 32, 32)));
        ImageSource npz = ImageSources.Open(folder.Write("x.npz", ZipBytes.Of([("train_images.npy", ArrayFiles.Npy(grey, 2, 1, 32, 32))])));
        ImageSource idx = ImageSources.Open(folder.Write("x", ArrayFiles.Idx(grey, 2, 32, 32)));

        Assert.Equal(npy.Entries.Select(entry => entry.Read()), npz.Entries.Select(entry => entry.Read()));
        Assert.Equal(npy.Entries.Select(entry => entry.Read()), idx.Entries.Select(entry => entry.Read()));
    }

    private static SourceOptions Input(byte[] content) => new() { StandardInput = () => new MemoryStream(content) };

    private static byte[] Bitmap(byte[] rgb) => Bitmaps.Encode(4, 5, (y, x) => (rgb[((y * 4) + x) * 3], rgb[(((y * 4) + x) * 3) + 1], rgb[(((y * 4) + x) * 3) + 2]));
}
