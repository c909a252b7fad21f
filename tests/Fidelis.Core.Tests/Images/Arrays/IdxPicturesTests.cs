using System.IO.Compression;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Arrays;

public sealed class IdxPicturesTests : IDisposable
{
    private static readonly byte[] Pixels = ArrayFiles.Noise(3 * 5 * 4, 1);
    private static readonly byte[] Images = ArrayFiles.Idx(Pixels, 3, 5, 4);
    private static readonly byte[] Labels = ArrayFiles.Idx([7, 10, 7], 3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte")]
    [InlineData("emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte")]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz")]
    public void Open_ImagesBesideLabels_HaveThem(string images, string labels)
    {
        Write(images, Images);
        Write(labels, Labels);

        ImageSource source = ImageSources.Open(Path.Combine(folder.Path, images));

        Assert.Equal(["7", "10", "7"], source.Labels());
        Assert.Equal(["10", "7"], source.Classes);
        Assert.Equal(Pixels.SelectMany(value => new[] { value, value, value }), SourceAssert.ReadAll(source).SelectMany(rgb => rgb));
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void Open_NoLabels_HasNoClasses() => Assert.Empty(ImageSources.Open(Write("images", Images)).Classes);

    [Theory]
    [InlineData(4, 3)]
    [InlineData(3, 4)]
    public void Open_ThreeAxesOfAnyLength_AreGrey(int height, int width)
    {
        ImageSource source = ImageSources.Open(Write("x", ArrayFiles.Idx(new byte[2 * height * width], 2, height, width)));

        Assert.Equal((long)width * height * 3, SourceAssert.ReadAll(source)[0].Length);
    }

    [Fact]
    public void Open_FourAxes_HaveChannels()
    {
        byte[] rgb = ArrayFiles.Noise(2 * 5 * 4 * 3, 2);

        Assert.Equal(rgb, SourceAssert.ReadAll(ImageSources.Open(Write("x", ArrayFiles.Idx(rgb, 2, 5, 4, 3)))).SelectMany(pixels => pixels));
        SourceAssert.Refuses("could both be the channels", Write("y", ArrayFiles.Idx(new byte[2 * 3 * 5 * 3], 2, 3, 5, 3)));
    }

    [Fact]
    public void Open_LabelsThatDoNotFit_AreRefused()
    {
        string path = Write("t10k-images-idx3-ubyte", Images);
        Write("t10k-labels-idx1-ubyte", ArrayFiles.Idx([1, 2], 2));
        SourceAssert.Refuses("There must be a label for each of the 3 images", path);

        Write("t10k-labels-idx1-ubyte", "no labels"u8.ToArray());
        SourceAssert.Refuses("must be an IDX file, but", path);
    }

    [Fact]
    public void Open_FileOfLabels_SaysThatTheImagesAreMeant() => SourceAssert.Refuses("holds labels: name the file of the images", Write("train-labels-idx1-ubyte", Labels));

    [Fact]
    public void Open_OtherElements_AreRefused()
    {
        byte[] floats = ArrayFiles.Idx(new byte[4 * 60], 3, 5, 4);
        floats[2] = 13;

        SourceAssert.Refuses("must hold unsigned bytes (type 0x08), but the type of", Write("x", floats));
    }

    [Fact]
    public void Open_FolderOfMnist_HasParts()
    {
        Write("train-images-idx3-ubyte.gz", Images);
        Write("train-labels-idx1-ubyte.gz", Labels);
        Write("t10k-images-idx3-ubyte.gz", Images);

        Assert.Equal(["test", "train"], ImageSources.Parts(folder.Path));
        Assert.Equal(["7", "10", "7"], ImageSources.Open(folder.Path + ":train").Labels());
        Assert.Equal(["0", "1", "2"], ImageSources.Open(folder.Path + ":test").Paths());
        SourceAssert.Refuses("holds test, train: name one", folder.Path);
        SourceAssert.Refuses("There is no part 'val'", folder.Path + ":val");
    }

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        int count = 0;
        Mutations.TruncateEverywhere<InputException>(Images, bytes => SourceAssert.ReadAll(ImageSources.Open(folder.Write($"{count++}", bytes))));
    }

    [Fact]
    public void Open_EveryTruncationOfGzip_IsRefused()
    {
        int count = 0;
        Mutations.TruncateEverywhere<InputException>(Compress(Images), bytes => SourceAssert.ReadAll(ImageSources.Open(folder.Write($"{count++}.gz", bytes))));
    }

    [Fact]
    public void Open_GzipBomb_NamesTheOption() =>
        SourceAssert.Refuses("allow more by --max-expanded", Write("x.gz", ArrayFiles.Idx(new byte[8 << 20], 8, 1024, 1024)), new SourceOptions { MaximumExpandedBytes = 1_000_000 });

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private string Write(string name, byte[] content) => folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Compress(content) : content);
}
