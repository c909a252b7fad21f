using System.Globalization;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;

namespace Fidelis.Onnx.Tests.Sessions;

[CollectionDefinition(nameof(OpeningMemoryTests), DisableParallelization = true)]
[Collection(nameof(OpeningMemoryTests))]
public sealed class OpeningMemoryTests
{
    // Where the largest working set is forgotten.
    private const string Mark = "/proc/self/clear_refs";

    private const int LayerCount = 64;
    private const int Side = 512;

    // Two images of three channels, float32: 6.3 MB.
    private const long MapBytes = 2L * 3 * Side * Side * sizeof(float);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Constructor_ManyMaps_KeepsNoneThatNobodyReads(bool isShapeOpen)
    {
        Assert.SkipUnless(File.Exists(Mark), "The largest working set is read from /proc, of Linux's own kernel.");
        OnnxModel model = SmallModels.Parse(Chain(isShapeOpen));
        GC.Collect();
        File.WriteAllText(Mark, "5");
        long before = PeakBytes();

        OnnxNetwork network = new(model, new OnnxNetworkOptions(), TestContext.Current.CancellationToken);

        Assert.Equal(LayerCount, network.Layers.Count(layer => layer.Operator == "Neg"));
        // The images, their planes, a map and the next are needed at once, and the runtime takes memory in powers of two.
        // All maps together would take 403 MB. Less than before is what the threads of other tests gave back.
        Assert.InRange(PeakBytes() - before, long.MinValue, 16 * MapBytes);
    }

    private static byte[] Chain(bool isShapeOpen)
    {
        OnnxGraphWriter graph = new("maps");
        graph.Input("image", OnnxElementType.Float32, -1, 3, Side, Side);
        string last = "image";
        if (isShapeOpen)
        {
            // What goes through Max is no longer known without a run.
            graph.Node("Shape", "shape", ["image"]);
            graph.Node("Max", "same", ["shape"]);
            last = graph.Node("Reshape", "reshaped", ["image", "same"]);
        }

        for (int i = 0; i < LayerCount; i++)
        {
            last = graph.Node("Neg", $"map{i}", [last]);
        }

        graph.Node("GlobalAveragePool", "pooled", [last]);
        graph.Output("pooled", -1, 3, 1, 1);
        return graph.ToBytes();
    }

    private static long PeakBytes() =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
