using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Networks.Architectures;
using Fidelis.Registry;
using Fidelis.Testing;
using Fidelis.Tests.Images;

namespace Fidelis.Tests.Features;

/// <summary>The memory of a batch is bounded, whatever size is asked for.</summary>
public sealed class BatchSizeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(4, 64, 174_762)]
    [InlineData(64, 64, 682)]
    [InlineData(299, 7, 31)]
    [InlineData(1024, 1, 2)]
    [InlineData(20_000, 1, 1)]
    public void BatchSize_InputOfAnySize_IsBoundedByValues(int side, int standard, int largest)
    {
        InputShape input = new(side, side, 3);
        Assert.Equal(standard, FeatureExtractor.DefaultBatchSize(input));
        Assert.Equal(largest, FeatureExtractor.LargestBatchSize(input));
    }

    [Fact]
    public void Extract_BatchBeyondTheBound_IsTakenInSeveral()
    {
        for (int i = 0; i < 5; i++)
        {
            folder.Write($"{i}.bmp", Bitmaps.Noise(4, 4, i));
        }

        // 2^23 values are two such images.
        Network network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(1024, 1024, 3), ["a", "b"], 1);
        RegisteredModel model = new("biocnn-1", network, "", new Dictionary<string, string>(), null);
        Counter progress = new();
        new FeatureExtractor(model, new ExtractionOptions { BatchSize = int.MaxValue })
            .Extract(ImageSources.Open(folder.Path), progress, TestContext.Current.CancellationToken);

        Assert.Equal([2L, 4, 5], progress.Done);
    }

    private sealed class Counter : IProgress<ExtractionProgress>
    {
        public List<long> Done { get; } = [];

        public void Report(ExtractionProgress value) => Done.Add(value.Done);
    }
}
