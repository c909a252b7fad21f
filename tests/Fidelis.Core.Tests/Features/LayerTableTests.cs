using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;
using Fidelis.Tests.Images;

namespace Fidelis.Tests.Features;

public sealed class LayerTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Pooling.Average)]
    [InlineData(Pooling.Maximum)]
    [InlineData(Pooling.Flatten)]
    public void ExtractLayers_RealNetwork_GivesTheDigitsOfEachLayerAlone(Pooling pooling)
    {
        Draw(21);
        RegisteredModel model = Judge();
        FeatureExtractor extractor = new(model, new ExtractionOptions { Pooling = pooling });
        using LayerTable table = Extract(extractor, int.MaxValue);

        Assert.Equal(model.Network.Layers.Select(layer => layer.Name), table.Layers.Select(layer => layer.Layer.Name));
        for (int i = 0; i < table.Layers.Count; i++)
        {
            string name = table.Layers[i].Layer.Name;
            FeatureExtractor alone = new(model, new ExtractionOptions { Pooling = pooling, Layer = name });
            FeatureSet expected = alone.Extract(Source(), null, Token).Set;
            FeatureSet found = table.Load(i);
            Assert.Equal((alone.FeatureCount, alone.PoolingId, alone.ProtocolText, alone.ProtocolHash), (table.Layers[i].FeatureCount, table.Layers[i].PoolingId, found.ProtocolText, found.ProtocolHash));
            Assert.Equal(expected.Paths, found.Paths);
            Assert.Equal(expected.Labels, found.Labels);
            AssertSame(expected.Features!, found.Features!, name);
        }
    }

    [Fact]
    public void ExtractLayers_BatchSize_ChangesNoDigit()
    {
        Draw(10);
        using LayerTable expected = Extract(new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions()), 1);
        foreach (int batch in (int[])[1, 3, 10, 64])
        {
            using LayerTable found = Extract(new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { BatchSize = batch }), 1);
            for (int i = 0; i < expected.Layers.Count; i++)
            {
                AssertSame(expected.Load(i).Features!, found.Load(i).Features!, $"layer {i} in batches of {batch}");
            }
        }
    }

    [Fact]
    public void ExtractLayers_SeveralLayers_TakesEachImageThroughTheNetworkOnce()
    {
        Draw(10);
        FakeNetwork network = new();
        FeatureExtractor extractor = new(FakeNetwork.Register() with { Network = network }, new ExtractionOptions { BatchSize = 4 });
        using LayerTable table = Extract(extractor, 1);

        Assert.Equal([4, 4, 2], network.Batches);
        Assert.Equal(10, table.Report.ImageCount);
    }

    [Fact]
    public void ExtractLayers_SkippedImages_AreInNoLayer()
    {
        Draw(9);
        folder.Write("4.bmp", [1, 2, 3]);
        FeatureExtractor extractor = new(FakeNetwork.Register(), new ExtractionOptions { BatchSize = 2, SkipBadImages = true });
        using LayerTable table = Extract(extractor, 1);
        Extraction alone = extractor.Extract(Source(), null, Token);

        Assert.Equal(8, table.Report.ImageCount);
        Assert.Equal("4.bmp", Assert.Single(table.Report.Skipped).Path);
        Assert.Equal(alone.Report.ContentHash, table.Report.ContentHash);
        AssertSame(alone.Set.Features!, table.Load(1).Features!, "vector");
    }

    [Fact]
    public void Pool_FlattenedMapBeyondTheLimit_IsPooledByItsMean()
    {
        FeatureExtractor extractor = new(FakeNetwork.Register(), new ExtractionOptions { Pooling = Pooling.Flatten });
        LayerDescription map = extractor.Model.FindLayer("map");

        PooledLayer whole = extractor.Pool(map, 12);
        PooledLayer reduced = extractor.Pool(map, 11);

        Assert.Equal((12, "flatten", false), (whole.FeatureCount, whole.PoolingId, whole.IsReduced));
        Assert.Equal((3, "avg", true), (reduced.FeatureCount, reduced.PoolingId, reduced.IsReduced));
        Assert.Contains("layer map -> pooling avg ", reduced.ProtocolText, StringComparison.Ordinal);
        Assert.Equal(12, reduced.ElementCount);

        // Another rule was asked for: what is pooled by it anyway is not made smaller.
        Assert.False(new FeatureExtractor(FakeNetwork.Register(), new ExtractionOptions { Pooling = Pooling.Maximum }).Pool(map, 1).IsReduced);
    }

    [Fact]
    public void ExtractLayers_BrokenImage_IsRefusedAsInAnExtraction()
    {
        Draw(3);
        folder.Write("1.bmp", [1, 2, 3]);
        FeatureExtractor extractor = new(FakeNetwork.Register(), new ExtractionOptions());

        InputException expected = Assert.ThrowsAny<InputException>(() => extractor.Extract(Source(), null, Token));
        Assert.Equal(expected.Message, Assert.ThrowsAny<InputException>(() => Extract(extractor, 1)).Message);
    }

    private static LayerTable Extract(FeatureExtractor extractor, int largest, ImageSource source) =>
        extractor.ExtractLayers(source, [.. extractor.Model.Network.Layers.Select(layer => extractor.Pool(layer, largest))], null, null, Token);

    private static void AssertSame(FeatureMatrix expected, FeatureMatrix found, string what)
    {
        Assert.Equal((expected.RowCount, expected.Columns), (found.RowCount, found.Columns));
        for (long row = 0; row < expected.RowCount; row++)
        {
            Assert.True(expected.Row(row).SequenceEqual(found.Row(row)), $"Row {row} of {what} differs.");
        }
    }

    private static RegisteredModel Judge() =>
        new("biocnn-1:test", ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(16, 16, 3), ["a", "b"], 1), "abc", new Dictionary<string, string>(), null);

    private LayerTable Extract(FeatureExtractor extractor, int largest) => Extract(extractor, largest, Source());

    private ImageSource Source() => ImageSources.Open(folder.Path);

    private void Draw(int count)
    {
        for (int i = 0; i < count; i++)
        {
            folder.Write($"{i}.bmp", Bitmaps.Noise(4, 4, i));
        }
    }
}
