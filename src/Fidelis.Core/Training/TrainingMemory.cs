using System.Globalization;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>The memory of a step of training, as far as it is known before the first one.</summary>
internal static class TrainingMemory
{
    private const double GiB = 1L << 30;

    // One batch is filled while the network learns from the other.
    private const int BatchCount = 2;

    /// <summary>Refuses a training whose steps cannot fit into memory.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batchSize">The images of the largest batch.</param>
    /// <param name="freeBytes">The memory that is free.</param>
    /// <remarks>
    /// What is counted is a lower bound: the batches, and the layers' outputs, all of which wait for the gradients. The gradients come on top. Measured at 256 x 256, an
    /// image took 1.0 (BioCNN-1) to 1.4 times (BioCNN-2) as much.
    /// </remarks>
    /// <exception cref="InputException">The batches and the outputs of the layers alone need more than is free, or than an array can hold.</exception>
    public static void Require(LayeredNetwork network, int batchSize, long freeBytes)
    {
        long input = ElementsOf([network.Input.Height, network.Input.Width, network.Input.Channels]);
        long[] layers = [.. network.Layers.Select(layer => ElementsOf(layer.Shape))];
        double perImage = sizeof(float) * ((BatchCount * (double)input) + layers.Sum(elements => (double)elements));
        long largest = Math.Max(input, layers.Max());
        if (perImage * batchSize <= freeBytes && largest <= Array.MaxLength / batchSize)
        {
            return;
        }

        bool fitsAlone = perImage <= freeBytes && largest <= Array.MaxLength;
        throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"A batch must fit into memory, but {batchSize} {(batchSize == 1 ? "image" : "images")} of {network.Input.Width} x {network.Input.Height} {(batchSize == 1 ? "needs" : "need")} at least {perImage * batchSize / GiB:0.0} GiB in {network.Architecture}, and at most {freeBytes / GiB:0.0} GiB {(perImage * batchSize > freeBytes ? "are free" : "are free, of which one array takes 8")}: choose a smaller {(fitsAlone ? "--batch or --input-size" : "--input-size")}."));
    }

    private static long ElementsOf(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
