using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;
using Fidelis.Registry;
using Fidelis.Testing;
using Fidelis.Tests.Images;

namespace Fidelis.Tests.Features;

public sealed class FeatureExtractorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Extract_ImagesOfTheRightSize_GivesTheLayerInTheOrderOfThePaths()
    {
        // All pixels equal: x / 127.5 - 1 is -1, 0.6 and 1, and the layer sums 16 of them.
        Add("b/2.bmp", 4, 4, (0, 204, 255));
        Add("a/1.bmp", 4, 4, (255, 0, 0));
        Add("a/10.bmp", 4, 4, (0, 0, 255));

        Extraction extraction = new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, Token);
        FeatureSet set = extraction.Set;

        Assert.Equal(["a/1.bmp", "a/10.bmp", "b/2.bmp"], set.Paths);
        Assert.Equal(["a", "a", "b"], set.Labels);
        Assert.Equal(["dark", "bright"], set.ClassNames);

        // 16 sums of float32 near 10 round by 2^-21 each at most.
        NumericAssert.Close([16, -16, -16, -16, -16, 16, -16, 9.6f, 16], set.Features!.Chunk(0), 1e-5);
        Assert.Equal(3, set.Probabilities!.RowCount);
        float e = MathF.E;
        NumericAssert.Close([e / (e + (1 / e)), (1 / e) / (e + (1 / e))], set.Probabilities.Row(0), 1e-6);
        Assert.Equal(0, extraction.Report.ResizedCount);
        Assert.Equal(3, extraction.Report.ImageCount);
        Assert.True(extraction.Report.Seconds > 0);
    }

    [Theory]
    [InlineData(Pooling.Average, 3)]
    [InlineData(Pooling.Maximum, 3)]
    [InlineData(Pooling.Flatten, 12)]
    public void Extract_LayerThatIsAMap_IsPooled(Pooling pooling, int features)
    {
        Add("1.bmp", 4, 4, (255, 0, 0));

        FeatureExtractor extractor = new(FakeNetwork.Register("map"), new ExtractionOptions { Pooling = pooling });
        FeatureSet set = extractor.Extract(Source(), null, Token).Set;

        Assert.Equal(features, extractor.FeatureCount);
        Assert.Equal(features, set.Features!.Columns);
        Assert.Equal([1f, -1f, -1f], set.Features.Row(0)[..3].ToArray());
        Assert.Contains($"layer map -> pooling {extractor.PoolingId} ", set.ProtocolText, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_ProbabilitiesAsFeatures_AreBoth()
    {
        Add("1.bmp", 4, 4, (255, 0, 0));

        FeatureSet set = new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { Layer = "probabilities" }).Extract(Source(), null, Token).Set;

        Assert.Equal(set.Features!.Row(0).ToArray(), set.Probabilities!.Row(0).ToArray());
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(3, new[] { 3, 3, 1 })]
    [InlineData(7, new[] { 7 })]
    [InlineData(100, new[] { 7 })]
    public void Extract_AnyBatchSize_UsesItAndGivesTheSame(int batch, int[] batches)
    {
        for (int i = 0; i < 7; i++)
        {
            folder.Write($"{i}.bmp", Bitmaps.Noise(4 + i, 4, i));
        }

        float[] expected = new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, Token).Set.Features!.Chunk(0).ToArray();
        RegisteredModel model = FakeNetwork.Register();
        FeatureSet set = new FeatureExtractor(model, new ExtractionOptions { BatchSize = batch }).Extract(Source(), null, Token).Set;

        Assert.Equal(expected, set.Features!.Chunk(0).ToArray());
        Assert.Equal(batches, ((FakeNetwork)model.Network).Batches);
    }

    [Fact]
    public void Extract_RealNetwork_GivesTheSameBitsForAllBatchesAndThreads()
    {
        for (int i = 0; i < 9; i++)
        {
            folder.Write($"{i}.bmp", Bitmaps.Noise(32 + i, 40, i));
        }

        Network network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b", "c"], 1);
        RegisteredModel model = new("biocnn-1", network, "", new Dictionary<string, string>(), null);
        int threads = Parallelism.ThreadCount;
        float[]? features = null;
        float[]? probabilities = null;
        try
        {
            foreach ((int batch, int threadCount) in new[] { (1, 1), (4, 1), (4, 2), (64, 2) })
            {
                Parallelism.ThreadCount = threadCount;
                FeatureSet set = new FeatureExtractor(model, new ExtractionOptions { BatchSize = batch }).Extract(Source(), null, Token).Set;
                features ??= set.Features!.Chunk(0).ToArray();
                probabilities ??= set.Probabilities!.Chunk(0).ToArray();

                Assert.Equal(features, set.Features!.Chunk(0).ToArray());
                Assert.Equal(probabilities, set.Probabilities!.Chunk(0).ToArray());
            }
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }

        // Softmax: each row is a distribution, up to the rounding of three float32 quotients.
        NumericAssert.Close(1.0, probabilities!.Take(3).Sum(value => (double)value), 1e-6);
    }

    [Fact]
    public void Extract_OtherSizes_AreResizedAndCounted()
    {
        Add("1.bmp", 8, 8, (255, 255, 255));
        Add("2.bmp", 6, 4, (255, 255, 255));
        Add("3.bmp", 8, 8, (255, 255, 255));
        Add("4.bmp", 4, 4, (255, 255, 255));

        Extraction extraction = new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, Token);

        Assert.Equal([new ImageSizeCount(8, 8, 2), new ImageSizeCount(4, 4, 1), new ImageSizeCount(6, 4, 1)], extraction.Report.Survey.Sizes);
        Assert.Equal(3, extraction.Report.ResizedCount);
        Assert.Equal(1, extraction.Report.ReshapedCount);

        // White stays white, however it is resized: the weights of the kernel sum to 1 up to float32.
        NumericAssert.Close([.. Enumerable.Repeat(16f, 12)], extraction.Set.Features!.Chunk(0), 1e-5);
    }

    [Fact]
    public void Extract_BadImage_FailsByDefaultAndIsListedWhereSkipped()
    {
        Add("1.bmp", 4, 4, (0, 0, 0));
        folder.Write("2.png", [1, 2, 3]);
        folder.Write("notes.txt", []);

        Assert.Contains("2.png", Assert.ThrowsAny<InputException>(() => new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, Token)).Message, StringComparison.Ordinal);
        Extraction extraction = new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { SkipBadImages = true }).Extract(Source(), null, Token);

        Assert.Equal(["1.bmp"], extraction.Set.Paths);
        Assert.Equal(1, extraction.Set.Features!.RowCount);
        Assert.Equal("2.png", Assert.Single(extraction.Report.Skipped).Path);
        Assert.Equal(["notes.txt"], extraction.Report.IgnoredFiles);
    }

    [Fact]
    public void Extract_NoReadableImage_SaysSo()
    {
        folder.Write("1.png", []);

        string message = Assert.Throws<InputException>(
            () => new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { SkipBadImages = true }).Extract(Source(), null, Token)).Message;

        Assert.Contains("none of the 1 in", message, StringComparison.Ordinal);
        Assert.Contains("is empty (0 bytes)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_ContentHash_FollowsTheBytesAndNotTheNames()
    {
        Add("1.bmp", 4, 4, (0, 0, 0));
        Add("2.bmp", 4, 4, (9, 9, 9));
        string first = ContentHashOfAll();
        File.Move(Path.Combine(folder.Path, "2.bmp"), Path.Combine(folder.Path, "3.bmp"));
        string renamed = ContentHashOfAll();
        Add("3.bmp", 4, 4, (9, 9, 8));

        Assert.Equal(first, renamed);
        Assert.NotEqual(first, ContentHashOfAll());
    }

    [Fact]
    public void Extract_Progress_ReachesTheTotal()
    {
        for (int i = 0; i < 5; i++)
        {
            Add($"{i}.bmp", 4, 4, (0, 0, 0));
        }

        Collector progress = new();
        new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { BatchSize = 2 }).Extract(Source(), progress, Token);

        long bytes = new FileInfo(Path.Combine(folder.Path, "0.bmp")).Length;
        Assert.Equal([new(2, 5, 2 * bytes), new(4, 5, 4 * bytes), new(5, 5, 5 * bytes)], progress.Seen);
    }

    [Fact]
    public void Extract_Cancelled_Throws()
    {
        Add("1.bmp", 4, 4, (0, 0, 0));

        Assert.Throws<OperationCanceledException>(
            () => new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Constructor_UnknownNames_ListWhatExists()
    {
        Assert.Contains(
            "It has: map, vector, probabilities. Did you mean 'vector'?",
            Assert.Throws<InputException>(() => new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { Layer = "vectr" })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'clean'?",
            Assert.Throws<InputException>(() => new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { Protocol = "clan" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_FastPrecision_NeedsANetworkThatHasIt()
    {
        ExtractionOptions options = new() { Precision = ProductPrecision.Fast };
        InputException error = Assert.Throws<InputException>(() => new FeatureExtractor(FakeNetwork.Register(), options));
        Assert.Contains("The precision must be \"exact\" for the model 'fake:test'", error.Message, StringComparison.Ordinal);

        RegisteredModel model = FakeNetwork.Register() with { Network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(16, 16, 3), ["a", "b"], 1) };
        FeatureExtractor fast = new(model, options);
        FeatureExtractor exact = new(model, new ExtractionOptions());
        Assert.EndsWith(" -> precision fast", fast.ProtocolText, StringComparison.Ordinal);
        Assert.EndsWith(" -> precision exact", exact.ProtocolText, StringComparison.Ordinal);
        Assert.NotEqual(exact.ProtocolHash, fast.ProtocolHash);
    }

    [Fact]
    public void Constructor_NoProtocolNamed_TakesTheNetworksOwn()
    {
        RegisteredModel model = FakeNetwork.Register() with { Network = new FakeNetwork("tf1") };

        Assert.Contains("(x-128)/128", new FeatureExtractor(model, new ExtractionOptions()).ProtocolText, StringComparison.Ordinal);
        Assert.Contains("x/127.5-1", new FeatureExtractor(model, new ExtractionOptions { Protocol = "native" }).ProtocolText, StringComparison.Ordinal);
    }

    [Fact]
    public void Protocol_EverythingThatDecidesTheFeatures_ChangesItsHash()
    {
        ExtractionOptions options = new();
        string[] hashes =
        [
            new FeatureExtractor(FakeNetwork.Register(), options).ProtocolHash,
            new FeatureExtractor(FakeNetwork.Register("map"), options).ProtocolHash,
            new FeatureExtractor(FakeNetwork.Register("map"), options with { Pooling = Pooling.Maximum }).ProtocolHash,
            new FeatureExtractor(FakeNetwork.Register(), options with { Fit = Fit.Crop }).ProtocolHash,
            new FeatureExtractor(FakeNetwork.Register() with { WeightsHash = "def" }, options).ProtocolHash,
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{16}$", hash));

        // What does not decide them does not: the batch, the name, and the pooling of a layer that is a vector.
        Assert.Equal(hashes[0], new FeatureExtractor(FakeNetwork.Register() with { Id = "x" }, options with { BatchSize = 9, Pooling = Pooling.Flatten, SkipBadImages = true }).ProtocolHash);
    }

    private string ContentHashOfAll() =>
        new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()).Extract(Source(), null, Token).Report.ContentHash;

    private ImageSource Source() => ImageSources.Open(folder.Path);

    private void Add(string path, int width, int height, (byte Red, byte Green, byte Blue) colour) =>
        folder.Write(path, Bitmaps.Encode(width, height, (_, _) => colour));

    private sealed class Collector : IProgress<ExtractionProgress>
    {
        public List<ExtractionProgress> Seen { get; } = [];

        public void Report(ExtractionProgress value) => Seen.Add(value);
    }
}
