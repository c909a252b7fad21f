using Fidelis.Networks.Architectures;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Benchmarks.Suites;

/// <summary>The convolutions of the networks themselves, each size once.</summary>
internal static class ConvolutionWork
{
    /// <summary>Lists the sizes of a network's convolutions.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Images.</param>
    public static IEnumerable<ConvolutionShape> Of(LayeredNetwork network, int batch) => network.Nodes
        .Select(node => node.Layer).OfType<ConvolutionLayer>().Select(layer => layer.Geometry with { BatchCount = batch }).Distinct();

    /// <summary>Counts the work of a convolution, and of either of its gradients: those of the sums as they are written down, of a kernel with fewer multiplications too.</summary>
    public static Work WorkOf(in ConvolutionShape shape) => new(
        2.0 * shape.OutputLength * shape.InputChannels * shape.KernelHeight * shape.KernelWidth,
        (double)sizeof(float) * ((double)shape.InputLength + shape.WeightLength + shape.OutputLength),
        NumberFormat.Float32);

    /// <summary>Writes the sizes.</summary>
    public static string Text(in ConvolutionShape shape) =>
        $"{shape.BatchCount} x {shape.InputHeight} x {shape.InputWidth} x {shape.InputChannels} -> {shape.OutputChannels}, {shape.KernelHeight} x {shape.KernelWidth}"
        + (shape.StrideY > 1 ? $" / {shape.StrideY}" : "");
}
