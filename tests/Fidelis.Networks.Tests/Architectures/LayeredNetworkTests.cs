using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Architectures;

public sealed class LayeredNetworkTests
{
    public static TheoryData<string> Architectures => [.. ArchitectureCatalog.All.Select(a => a.Id)];

    [Fact]
    public void Catalog_Ids_AreOrderedAndUnique()
    {
        string[] ids = [.. ArchitectureCatalog.All.Select(a => a.Id)];
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Equal("biocnn-1", ArchitectureCatalog.Find("biocnn-1").Id);
    }

    [Fact]
    public void Catalog_UnknownId_NamesTheKnownOnes()
    {
        InputException e = Assert.Throws<InputException>(() => ArchitectureCatalog.Find("biocnn-3"));
        Assert.Contains("biocnn-1, biocnn-2", e.Message);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_BatchSize_DoesNotChangeABit(string id)
    {
        LayeredNetwork network = Create(id, 16);
        Tensor images = Images(64, 16);
        string[] layers = [network.DefaultFeatureLayer, network.ProbabilityLayer];
        IReadOnlyDictionary<string, Tensor> whole = network.Infer(images, layers);
        foreach (int batch in (int[])[1, 7])
        {
            for (int start = 0; start < 64; start += batch)
            {
                int count = Math.Min(batch, 64 - start);
                IReadOnlyDictionary<string, Tensor> part = network.Infer(
                    new Tensor(images.Data.AsSpan(start * 768, count * 768).ToArray(), count, 16, 16, 3), layers);
                foreach (string layer in layers)
                {
                    int length = whole[layer].Length / 64;
                    Assert.Equal(whole[layer].Data.AsSpan(start * length, count * length).ToArray(), part[layer].Data);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_AnyCombinationOfLayers_GivesTheSameBits(string id)
    {
        LayeredNetwork network = Create(id, 18);
        Tensor images = Images(2, 18);
        string[] all = [.. network.Layers.Select(l => l.Name)];
        IReadOnlyDictionary<string, Tensor> together = network.Infer(images, all);
        foreach (LayerDescription layer in network.Layers)
        {
            Tensor alone = network.Infer(images, [layer.Name])[layer.Name];
            Assert.Equal(together[layer.Name].Data, alone.Data);
            Assert.Equal([2, .. layer.Shape], alone.Shape.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_EveryLayer_EqualsTheLayersComputedOneByOne(string id)
    {
        LayeredNetwork network = Create(id, 19);
        FillStatistics(network);
        Tensor images = Images(3, 19);
        IReadOnlyDictionary<string, Tensor> fused = network.Infer(images, [.. network.Layers.Select(l => l.Name)]);
        foreach (LayerDescription layer in network.Layers)
        {
            using Tape tape = new(new TensorPool(), isRecording: false);
            float[] plain = network.Compute(tape.Constant(images), layer.Name, new ForwardPass(tape, dropout: null)).Value.Data;

            // Folding rounds each weight once more: about 2^-24 of each of the layers' sums, which grows from layer to layer.
            double scale = plain.Max(Math.Abs);
            NumericAssert.Close(Array.ConvertAll(plain, v => (double)v), Array.ConvertAll(fused[layer.Name].Data, v => (double)v), 2e-5 * scale, 0);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Prepare_ManyBatches_AllocatesNoTensors(string id)
    {
        LayeredNetwork network = Create(id, 32);
        IInference inference = network.Prepare([network.DefaultFeatureLayer, network.ProbabilityLayer]);
        Tensor images = Images(8, 32);
        inference.Run(images, TestContext.Current.CancellationToken);
        inference.Run(images, TestContext.Current.CancellationToken);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            inference.Run(images, TestContext.Current.CancellationToken);
        }

        // The smallest map of these networks, [8, 4, 4, 32], would take 16 KB each time; a loop over pieces of work takes some hundred bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 32 * 1024);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Prepare_FastPrecision_RoundsTheOperandsOfConvolutions(string id)
    {
        LayeredNetwork network = Create(id, 32);
        Tensor images = Images(3, 32);
        foreach (LayerDescription layer in network.Layers)
        {
            float[] exact = network.Infer(images, [layer.Name])[layer.Name].Data;
            float[] fast = network.Prepare([layer.Name], ProductPrecision.Fast).Run(images, TestContext.Current.CancellationToken)[layer.Name].Data;
            Assert.NotEqual(exact, fast);

            // Each layer rounds to 8 bits of significand, 2^-9 of each product on average, of which random signs leave far less in a sum: a
            // percent of the largest value is room for a dozen layers, and ten times less than a chunk of terms in the wrong place gives.
            NumericAssert.Close(Array.ConvertAll(exact, v => (double)v), Array.ConvertAll(fast, v => (double)v), 0.02 * exact.Max(Math.Abs), 0);
        }
    }

    [Fact]
    public void Prepare_WeightsChangeLater_KeepsThoseOfThen()
    {
        LayeredNetwork network = Create("biocnn-1", 16);
        Tensor images = Images(2, 16);
        IInference inference = network.Prepare(["dense"]);
        float[] before = [.. inference.Run(images, TestContext.Current.CancellationToken)["dense"].Data];
        Array.Clear(network.Parameters[0].Value.Data);
        Assert.Equal(before, inference.Run(images, TestContext.Current.CancellationToken)["dense"].Data);
        Assert.NotEqual(before, network.Infer(images, ["dense"])["dense"].Data);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_SecondCall_LeavesTheFirstResultAlone(string id)
    {
        LayeredNetwork network = Create(id, 16);
        Tensor first = network.Infer(Images(3, 16), [network.DefaultFeatureLayer])[network.DefaultFeatureLayer];
        float[] before = [.. first.Data];
        Tensor images = Images(3, 16);
        Array.Reverse(images.Data);
        network.Infer(images, [network.DefaultFeatureLayer]);
        Assert.Equal(before, first.Data);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_Probabilities_SumToOne(string id)
    {
        LayeredNetwork network = Create(id, 20);
        Tensor probabilities = network.Infer(Images(5, 20), [network.ProbabilityLayer])[network.ProbabilityLayer];
        for (int i = 0; i < 5; i++)
        {
            // Four roundings to float32.
            Assert.Equal(1, probabilities.Data.AsSpan(i * 4, 4).ToArray().Sum(), 5e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Create_SizesFrom16_Work(string id)
    {
        foreach ((int height, int width) in ((int, int)[])[(16, 16), (17, 31), (33, 16)])
        {
            LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(height, width, 1), ["only"], 1);
            Assert.Equal([1f], network.Infer(new Tensor(1, height, width, 1), ["dense"])["dense"].Data);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Create_Seed_DecidesTheWeights(string id)
    {
        float[] Weights(ulong seed) => ArchitectureCatalog.Find(id).Create(new InputShape(16, 16, 3), ["a", "b"], seed).Parameters[0].Value.Data;
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Create_FirstWeights_AreGlorotUniform(string id)
    {
        LayeredNetwork network = Create(id, 16);
        foreach (Parameter weight in network.Parameters.Where(p => p.Value.Rank > 1))
        {
            ReadOnlySpan<int> shape = weight.Value.Shape;
            int receptive = shape.Length == 4 ? shape[2] * shape[3] : 1;
            double limit = Math.Sqrt(6.0 / ((shape[0] + shape[1]) * receptive));
            Assert.All(weight.Value.Data, w => Assert.InRange(Math.Abs(w), 0, limit * 1.0000001));

            // The square of a uniform number in ±limit has mean limit²/3 and deviation 0.3 limit²; five deviations of the mean.
            double square = weight.Value.Data.Sum(w => (double)w * w) / weight.Value.Length;
            Assert.InRange(square / (limit * limit), (1.0 / 3) - (1.5 / Math.Sqrt(weight.Value.Length)), (1.0 / 3) + (1.5 / Math.Sqrt(weight.Value.Length)));
        }

        Assert.All(network.Parameters.Where(p => p.Name.EndsWith(".bias")), p => Assert.All(p.Value.Data, v => Assert.Equal(0, v)));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Create_TooSmallOrWithoutClasses_ThrowsInputException(string id)
    {
        IArchitecture architecture = ArchitectureCatalog.Find(id);
        Assert.Contains("16 x 16", Assert.Throws<InputException>(() => architecture.Create(new InputShape(16, 15, 3), ["a"], 1)).Message);
        Assert.Throws<InputException>(() => architecture.Create(new InputShape(16, 16, 3), [], 1));
        Assert.Contains("\"a\"", Assert.Throws<InputException>(() => architecture.Create(new InputShape(16, 16, 3), ["a", "b", "a"], 1)).Message);
    }

    [Fact]
    public void Infer_WrongShapeOrLayer_Throws()
    {
        LayeredNetwork network = Create("biocnn-1", 16);
        Assert.Throws<ArgumentException>(() => network.Infer(new Tensor(1, 16, 17, 3), ["dense"]));
        Assert.Throws<ArgumentException>(() => network.Infer(new Tensor(1, 16, 16, 3), ["dense_2"]));
    }

    [Fact]
    public void RestoreWeights_OtherNetwork_Throws()
    {
        WeightSnapshot snapshot = Create("biocnn-1", 16).SnapshotWeights();
        Assert.Throws<ArgumentException>(() => Create("biocnn-2", 16).RestoreWeights(snapshot));
    }

    /// <summary>Gives the running statistics values as if the network had been trained.</summary>
    private static void FillStatistics(LayeredNetwork network)
    {
        foreach (Parameter parameter in network.Parameters.Where(p => p.Name.Contains(".running_", StringComparison.Ordinal)))
        {
            float shift = parameter.Name.EndsWith("variance", StringComparison.Ordinal) ? 0.5f : -0.5f;
            Array.ConvertAll(Lcg.Values(5, parameter.Value.Length), v => (float)v + shift).CopyTo(parameter.Value.Data, 0);
        }
    }

    private static LayeredNetwork Create(string id, int size) => ArchitectureCatalog.Find(id).Create(new InputShape(size, size, 3), ["a", "b", "c", "d"], 7);

    private static Tensor Images(int count, int size) =>
        new(Array.ConvertAll(Lcg.Values(3, count * size * size * 3, 2, -1), v => (float)v), count, size, size, 3);
}
