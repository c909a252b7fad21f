using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class ImagePipelineTests
{
    [Fact]
    public void Decode_ManyImages_KeepsTheOrderThoughTheyFinishInAnother()
    {
        MemoryEntry[] entries = [.. Enumerable.Range(0, 200).Select(i => new MemoryEntry($"{i}", [(byte)i]))];

        // Every fourth picture takes longer than those behind it.
        DecodedImage[] images = [.. ImagePipeline.Decode(entries, (bytes, path) => Slow(bytes, bytes[0] % 4 == 0), null, 1 << 20, CancellationToken.None)];

        Assert.Equal(Enumerable.Range(0, 200), images.Select(image => image.Index));
        Assert.All(images, image => Assert.Equal((byte)image.Index, image.Pixels.Rgb[0]));
        Assert.All(images, image => Assert.Same(entries[image.Index], image.Entry));
        Assert.Equal(ContentHash.Of([3]), images[3].ContentHash);
    }

    [Fact]
    public void Decode_ConsumerThatWaits_HoldsBackTheWorkers()
    {
        // Each picture has 300 bytes, 1000 may wait: three, and one more for each worker that had already begun.
        int decoded = 0;
        MemoryEntry[] entries = [.. Enumerable.Range(0, 500).Select(i => new MemoryEntry($"{i}", [1]))];
        using IEnumerator<DecodedImage> images = ImagePipeline.Decode(
            entries,
            (_, _) =>
            {
                Interlocked.Increment(ref decoded);
                return new PixelImage(10, 10, new byte[300]);
            },
            null,
            1000,
            CancellationToken.None).GetEnumerator();

        Assert.True(images.MoveNext());
        Thread.Sleep(50);

        Assert.InRange(Volatile.Read(ref decoded), 1, 5 + Environment.ProcessorCount);
    }

    [Fact]
    public void Decode_LimitSmallerThanAnyImage_StillDeliversAll()
    {
        MemoryEntry[] entries = [.. Enumerable.Range(0, 50).Select(i => new MemoryEntry($"{i}", [1]))];

        Assert.Equal(50, ImagePipeline.Decode(entries, (_, _) => new PixelImage(10, 10, new byte[300]), null, 1, CancellationToken.None).Count());
    }

    [Fact]
    public void Decode_BadImage_EndsAfterThoseBeforeIt()
    {
        MemoryEntry[] entries = [.. Enumerable.Range(0, 20).Select(i => new MemoryEntry($"{i}.png", [(byte)i]))];
        List<int> seen = [];

        InvalidImageException error = Assert.Throws<InvalidImageException>(() =>
        {
            foreach (DecodedImage image in ImagePipeline.Decode(entries, FailAtSeven, null, 1 << 20, CancellationToken.None))
            {
                seen.Add(image.Index);
            }
        });

        Assert.Equal(Enumerable.Range(0, 7), seen);
        Assert.Equal("7.png", error.Path);
    }

    [Fact]
    public void Decode_BadImageToBeSkipped_IsListedWithItsReason()
    {
        MemoryEntry[] entries = [.. Enumerable.Range(0, 20).Select(i => new MemoryEntry($"{i}.png", [(byte)i]))];
        List<SkippedImage> skipped = [];

        int[] seen = [.. ImagePipeline.Decode(entries, FailAtSeven, skipped.Add, 1 << 20, CancellationToken.None).Select(image => image.Index)];

        Assert.Equal(Enumerable.Range(0, 20).Where(i => i != 7), seen);
        Assert.Equal(new SkippedImage("7.png", "The image '7.png' is bad."), Assert.Single(skipped));
    }

    [Fact]
    public void Decode_ErrorOfOurOwn_IsNotTakenForABadImage() =>
        Assert.Throws<InvalidOperationException>(() => ImagePipeline.Decode(
            [new MemoryEntry("a", [1])], (_, _) => throw new InvalidOperationException(), _ => { }, 1 << 20, CancellationToken.None).Count());

    [Fact]
    public void Decode_Cancelled_Throws()
    {
        using CancellationTokenSource cancellation = new();
        MemoryEntry[] entries = [.. Enumerable.Range(0, 100).Select(i => new MemoryEntry($"{i}", [1]))];

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (DecodedImage image in ImagePipeline.Decode(entries, (bytes, _) => Slow(bytes, false), null, 1 << 20, cancellation.Token))
            {
                if (image.Index == 3)
                {
                    cancellation.Cancel();
                }
            }
        });
    }

    [Fact]
    public void Decode_CancelledBefore_Throws() =>
        Assert.Throws<OperationCanceledException>(() => ImagePipeline.Decode(
            [new MemoryEntry("a", [1])], (bytes, _) => Slow(bytes, false), null, 1 << 20, new CancellationToken(canceled: true)).Count());

    [Fact]
    public void Decode_EnumerationGivenUp_StopsTheWorkers()
    {
        int decoded = 0;
        MemoryEntry[] entries = [.. Enumerable.Range(0, 10_000).Select(i => new MemoryEntry($"{i}", [1]))];

        _ = ImagePipeline.Decode(
            entries,
            (_, _) =>
            {
                Interlocked.Increment(ref decoded);
                return new PixelImage(10, 10, new byte[300]);
            },
            null,
            3000,
            CancellationToken.None).First();
        int afterwards = Volatile.Read(ref decoded);
        Thread.Sleep(30);

        Assert.Equal(afterwards, Volatile.Read(ref decoded));
    }

    [Fact]
    public void Decode_NoImages_GivesNone() => Assert.Empty(ImagePipeline.Decode([], cancellation: TestContext.Current.CancellationToken));

    [Fact]
    public void Decode_FilesOfAFolder_NamesTheBadOneAsTheUserFindsIt()
    {
        using TemporaryFolder folder = new();
        folder.Write("a/1.bmp", Bitmaps.Noise(4, 3, 1));
        string bad = folder.Write("a/2.png", []);

        IReadOnlyList<ImageEntry> entries = ImageSources.Open(folder.Path).Entries;
        InvalidImageException error = Assert.Throws<InvalidImageException>(() => ImagePipeline.Decode(entries, cancellation: TestContext.Current.CancellationToken).Count());

        Assert.Equal($"The image '{bad}' is empty (0 bytes).", error.Message);
    }

    [Fact]
    public void Combine_OrderAndContent_DecideAndNamesDoNot()
    {
        string one = ContentHash.Of("one"u8);
        string two = ContentHash.Of("two"u8);

        // SHA-256 of the text "one" (FIPS 180-4), by Python's hashlib.
        Assert.Equal("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", one);
        Assert.NotEqual(ContentHash.Combine([one, two]), ContentHash.Combine([two, one]));
        Assert.NotEqual(ContentHash.Combine([one]), one);
        Assert.Equal(64, ContentHash.Combine([]).Length);
    }

    private static PixelImage Slow(byte[] bytes, bool isSlow)
    {
        if (isSlow)
        {
            Thread.Sleep(1);
        }

        return new PixelImage(1, 1, [bytes[0], 0, 0]);
    }

    private static PixelImage FailAtSeven(byte[] bytes, string path) =>
        bytes[0] == 7 ? throw new InvalidImageException(path, "is bad") : Slow(bytes, bytes[0] == 6);

    private sealed class MemoryEntry(string path, byte[] bytes) : ImageEntry(path, null)
    {
        public override byte[] Read() => bytes;
    }
}
