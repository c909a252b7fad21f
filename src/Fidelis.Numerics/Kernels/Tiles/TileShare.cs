namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Estimates what the three convolutions of a training take in tiles of three products, as shares of the time of plain sums in float32. The sizes alone decide, the number of
/// images not among them.
/// </summary>
/// <remarks>
/// <code>
///   share = (products of whole chunks and panels / 2.9 + 13 x values packed) / products of plain sums          20 x where a stride has phases
/// </code>
/// Of the forward convolution and the gradient of its input the values of the patches are packed, once for each place, of the gradient of the filters also those of the
/// output's gradient. The costs of packing are measured (docs/precision.md), that of products was seen of such processors, not of this code.
/// </remarks>
internal static class TileShare
{
    /// <summary>Products of float32 in the time of a third of a product: tiles were seen to multiply nine times as fast, less what their loads take.</summary>
    private const double ProductRate = 2.9;

    /// <summary>What splitting a value and copying it into a tile costs, in products of float32.</summary>
    private const double PackingCost = 13;

    /// <summary>The same where a stride has phases, which split the gradient of the output anew and write every other pixel.</summary>
    private const double PhasePackingCost = 20;

    /// <summary>Estimates the share of the forward convolution.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The share.</returns>
    public static double Forward(in ConvolutionShape shape)
    {
        double places = (double)shape.OutputHeight * shape.OutputWidth;
        return places * Cost(shape.KernelHeight, shape.KernelWidth * shape.InputChannels, shape.OutputChannels) / Products(shape);
    }

    /// <summary>Estimates the share of the gradient of the input.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The share.</returns>
    public static double InputGradient(in ConvolutionShape shape)
    {
        if (shape.StrideY > shape.KernelHeight || shape.StrideX > shape.KernelWidth)
        {
            // Pixels that no filter meets have no terms, and a product of tiles has at least one chunk.
            return double.PositiveInfinity;
        }

        // With a stride, the taps are spread over the pixels of its phases: on average, each meets so many.
        double cost = 0;
        double packing = shape is { StrideY: 1, StrideX: 1 } ? PackingCost : PhasePackingCost;
        for (int phase = 0; phase < shape.StrideX; phase++)
        {
            int taps = (shape.KernelWidth - phase + shape.StrideX - 1) / shape.StrideX;
            cost += Cost(shape.KernelHeight, taps * shape.OutputChannels, shape.InputChannels, packing);
        }

        double pixels = (double)shape.InputHeight * shape.InputWidth / (shape.StrideY * shape.StrideX);
        return pixels * cost / Products(shape);
    }

    /// <summary>Estimates the share of the gradient of the filters.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The share.</returns>
    public static double WeightGradient(in ConvolutionShape shape)
    {
        double places = (double)shape.OutputHeight * shape.OutputWidth;
        double gradients = PackingCost * Whole(shape.OutputChannels);
        return places * (Cost(shape.KernelHeight, shape.KernelWidth * shape.InputChannels, shape.OutputChannels) + gradients) / Products(shape);
    }

    /// <summary>Gets the cost of a place, whose patch has so many rows of so many terms.</summary>
    private static double Cost(int rows, int terms, int columns, double packing = PackingCost) =>
        (double)rows * Whole(terms) * ((Whole(columns) / ProductRate) + packing);

    private static double Products(in ConvolutionShape shape) =>
        (double)shape.OutputHeight * shape.OutputWidth * shape.KernelHeight * shape.KernelWidth * shape.InputChannels * shape.OutputChannels;

    private static int Whole(int length) => (length + TileKernel.BlockSize - 1) / TileKernel.BlockSize * TileKernel.BlockSize;
}
