using System.IO.Compression;
using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Arrays;

public sealed class NpzPicturesTests : IDisposable
{
    private static readonly byte[] Two = ArrayFiles.Npy(ArrayFiles.Noise(2 * 8 * 8 * 3, 1), 2, 8, 8, 3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_NoPictures_ListsTheArrays()
    {
        string path = Npz(("x", Two), ("y", Two));

        SourceAssert.Refuses($"holds 'x', 'y': name another array by '{path}:x'", path);
        Assert.Equal(2, ImageSources.Open(path + ":x").Entries.Count);
    }

    [Fact]
    public void Open_SeveralCandidates_ListsThem() => SourceAssert.Refuses("holds arr_0, images: name one", Npz(("arr_0", Two), ("images", Two)));

    [Fact]
    public void Open_PathThatExistsWithAColon_ComesBeforeThePart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names on Windows have no colons.");
        Npz(("train_images", Two), ("test_images", Two));
        string path = folder.Write("x.npz:test", ZipBytes.Of([("images.npy", Two)]));

        Assert.Equal(2, ImageSources.Open(path).Entries.Count);
    }

    [Fact]
    public void Open_FewerLabelsThanPictures_IsRefused() =>
        SourceAssert.Refuses("There must be a label for each of the 2 pictures, but 'labels' of '", Npz(("images", Two), ("labels", ArrayFiles.Npy([1, 2, 3], 3))));

    [Theory]
    [InlineData("<f4", "are fractions, which are no classes", 2)]
    [InlineData("|u1", "are of the shape [2, 1, 2], which is no class for each image", 2, 1, 2)]
    public void Open_LabelsThatAreNoClasses_AreSaid(string type, string why, params int[] shape)
    {
        byte[] labels = ArrayFiles.Npy(type, new byte[type == "<f4" ? 8 : 4], [.. shape.Select(length => (long)length)]);

        ImageSource source = ImageSources.Open(Npz(("arr_0", Two), ("arr_1", labels)));

        Assert.Empty(source.Classes);
        Assert.Contains(why, Assert.Single(source.Notes));
    }

    [Fact]
    public void Open_OneBitOfAnyPixelFlipped_IsRefused()
    {
        foreach (CompressionLevel level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            byte[] file = ZipBytes.Of([("arr_0.npy", Two)], level);
            file[300] ^= 1;
            Assert.Contains("damaged", SourceAssert.Refusal(folder.Write("x.npz", file)));
        }
    }

    [Fact]
    public void Open_CompressedArrayBeyondTheLimit_NamesTheOptionAndLeavesNothingBehind()
    {
        // 32 MiB of zeros in 32 KiB.
        string path = Npz(("arr_0", ArrayFiles.Npy(new byte[32 << 20], 32, 1024, 1024, 1)));

        SourceAssert.Refuses("must expand to at most 1000000 bytes, but takes more: allow more by --max-expanded", path, new SourceOptions { MaximumExpandedBytes = 1_000_000 });
        Assert.Equal(32, ImageSources.Open(path).Entries.Count);
    }

    [Fact]
    public void Open_StoredArray_IsNotLimitedByWhatItWouldExpandTo()
    {
        string path = folder.Write("x.npz", ZipBytes.Of([("arr_0.npy", Two)], CompressionLevel.NoCompression));

        Assert.Equal(2, SourceAssert.ReadAll(ImageSources.Open(path, new SourceOptions { MaximumExpandedBytes = 10 })).Count);
    }

    private string Npz(params (string Key, byte[] Array)[] arrays) => folder.Write("x.npz", ZipBytes.Of(arrays.Select(array => (array.Key + ".npy", array.Array))));
}
