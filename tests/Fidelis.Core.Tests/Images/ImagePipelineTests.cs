using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

/// <summary>The number of threads is that of the process: what is said of several of them holds where no other test sets it.</summary>
[CollectionDefinition(nameof(ImagePipelineTests), DisableParallelization = true)]
[Collection(nameof(ImagePipelineTests))]
public sealed partial class ImagePipelineTests : IDisposable
{
    // Far beyond what any step takes on the busiest machine: a test that would hang fails instead.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly int threads = Parallelism.ThreadCount;

    public ImagePipelineTests() => Parallelism.ThreadCount = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Parallelism.ThreadCount = threads;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Process_ManyImages_KeepsTheOrderThoughTheyFinishInAnother(int threadCount)
    {
        // Every fourth picture takes longer than those behind it, and every seventh is read late.
        Parallelism.ThreadCount = threadCount;
        PipelineEntry[] entries = Entries(200, i => new PipelineEntry(i) { Decoding = Pause(i % 4 == 0), Reading = Pause(i % 7 == 0) });

        ProcessedImage<int>[] images = [.. ImagePipeline.Process(entries, (index, pixels) => (index * 1000) + pixels.Rgb[0], (_, _) => 4, null, Token)];

        Assert.Equal(Enumerable.Range(0, 200), images.Select(image => image.Index));
        Assert.All(images, image => Assert.Equal((image.Index * 1000) + image.Index, image.Result));
        Assert.All(images, image => Assert.Same(entries[image.Index], image.Entry));
        Assert.Equal((10, 10, 4L, "PNG"), (images[3].Width, images[3].Height, images[3].EncodedBytes, images[3].Facts.Format));
        Assert.Equal(ContentHash.Of([3, 0, 0, 0]), images[3].ContentHash);
    }

    [Fact]
    public void Process_LimitedCount_WorksOnNoPictureFurtherAhead()
    {
        const int Ahead = 3;
        int taken = 0;
        int furthest = 0;
        PipelineEntry[] entries = Entries(300, i => new PipelineEntry(i));
        PipelineOptions options = new() { WaitingCount = Ahead };
        foreach (ProcessedImage<int> image in ImagePipeline.Process(entries, Observe, (_, _) => 1, options, Token))
        {
            Volatile.Write(ref taken, image.Index + 1);
        }

        Assert.Equal(300, taken);
        // The queue may have given a picture that the loop has not counted yet.
        Assert.InRange(furthest, 0, Ahead);

        int Observe(int index, PixelImage pixels)
        {
            int distance = index - Volatile.Read(ref taken);
            for (int seen = Volatile.Read(ref furthest); distance > seen; seen = Volatile.Read(ref furthest))
            {
                Interlocked.CompareExchange(ref furthest, distance, seen);
            }

            return index;
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(3000)]
    [InlineData(100_000)]
    public void Process_AnyLimit_IsKeptByAllButTheImageThatIsDue(long limit)
    {
        // A picture in work has 300 bytes of pixels and 100 of its result.
        long largest = 0;
        ProcessingQueue<int>? queue = null;
        PipelineEntry[] entries = Entries(300, i => new PipelineEntry(i) { Decoding = Observe });
        using (queue = new ProcessingQueue<int>(entries, (index, _) => index, (_, _) => 100, new PipelineOptions { WaitingBytes = limit }, Token))
        {
            for (int i = 0; i < entries.Length; i++)
            {
                Assert.Equal(i, queue.Take(i).Result);
                Observe();
            }

            Assert.Equal(0, queue.CountedBytes);
        }

        Assert.InRange(largest, limit > 3000 ? 400 : 0, limit);

        void Observe()
        {
            // The first picture may be decoded before the queue is assigned.
            long counted = queue?.CountedBytes ?? 0;
            InterlockedMaximum(ref largest, counted);
        }
    }

    [Fact]
    public void Process_ConsumerThatWaits_HoldsBackTheWorkers()
    {
        // Each result has 300 bytes and three quarters of 1,600 are for results: four wait at most, beside the one that is due, which is
        // delivered, and the one that is due then.
        int decoded = 0;
        PipelineEntry[] entries = Entries(500, i => new PipelineEntry(i, 1, 1) { Decoding = () => Interlocked.Increment(ref decoded) });
        using IEnumerator<ProcessedImage<int>> images = Run(entries, 300, new PipelineOptions { WaitingBytes = 1600 }).GetEnumerator();

        Assert.True(images.MoveNext());
        Thread.Sleep(50);

        Assert.InRange(Volatile.Read(ref decoded), 1, 6);
    }

    [Fact]
    public void Process_LimitSmallerThanAnyImage_StillDeliversAll() =>
        Assert.Equal(50, Run(Entries(50, i => new PipelineEntry(i)), 300, new PipelineOptions { WaitingBytes = 1 }).Count());

    [Fact]
    public void Process_OneFileThatIsSlowToRead_HoldsUpNoOther()
    {
        // The first file arrives when all others have been decoded: if it held them up, it never would.
        using CountdownEvent others = new(99);
        bool inTime = false;
        PipelineEntry[] entries = Entries(100, i => i == 0
            ? new PipelineEntry(i) { Reading = () => inTime = others.Wait(Patience) }
            : new PipelineEntry(i) { Decoding = () => others.Signal() });

        Assert.Equal(100, Run(entries, 1, null).Count());
        Assert.True(inTime);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Process_OneImageLargerThanTheLimit_HoldsUpNoOther(int place)
    {
        // It has 3 MB where 100,000 bytes may wait, and is decoded only when the twenty behind it have been.
        using CountdownEvent others = new(20);
        bool inTime = false;
        PipelineEntry[] entries = Entries(100, i => i == place
            ? new PipelineEntry(i, 1000, 1000) { Decoding = () => inTime = others.Wait(Patience) }
            : new PipelineEntry(i)
            {
                Decoding = () =>
                {
                    if (i > place && !others.IsSet)
                    {
                        others.Signal();
                    }
                },
            });

        Assert.Equal(100, Run(entries, 1, new PipelineOptions { WaitingBytes = 100_000 }).Count());
        Assert.True(inTime);
    }

    [Fact]
    public void Process_NoImages_GivesNone() => Assert.Empty(Run([], 1, null));

    [Fact]
    public void Process_FilesOfAFolder_NamesTheBadOneAsTheUserFindsIt()
    {
        using TemporaryFolder folder = new();
        folder.Write("a/1.bmp", Bitmaps.Noise(4, 3, 1));
        string bad = folder.Write("a/2.png", []);

        InvalidImageException error = Assert.Throws<InvalidImageException>(() => Run(ImageSources.Open(folder.Path).Entries, 1, null).Count());

        Assert.Equal($"The image '{bad}' is empty (0 bytes); a pipe or device counts as empty.", error.Message);
    }

    private static PipelineEntry[] Entries(int count, Func<int, PipelineEntry> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static PipelineEntry Failing(int index, params int[] bad) =>
        new(index) { Decoding = bad.Contains(index) ? PipelineEntry.Bad(index) : Pause(index % 5 == 0) };

    private static Action Pause(bool isSlow) => isSlow ? () => Thread.Sleep(1) : () => { };

    private static IEnumerable<ProcessedImage<int>> Run(IReadOnlyList<ImageEntry> entries, long resultBytes, PipelineOptions? options) =>
        ImagePipeline.Process(entries, (index, _) => index, (_, _) => resultBytes, options, Token);

    private static void Collect(IReadOnlyList<ImageEntry> entries, List<int> seen, PipelineOptions? options)
    {
        foreach (ProcessedImage<int> image in Run(entries, 1, options))
        {
            seen.Add(image.Index);
        }
    }

    private static void InterlockedMaximum(ref long largest, long value)
    {
        long before;
        do
        {
            before = Volatile.Read(ref largest);
        }
        while (value > before && Interlocked.CompareExchange(ref largest, value, before) != before);
    }
}
