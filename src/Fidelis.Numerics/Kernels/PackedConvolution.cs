using System.Runtime.CompilerServices;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Numerics.Memory;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// A convolution whose filters do not change any more: they are packed once, and a rectifier may end it.
/// </summary>
/// <remarks>
/// It computes what <see cref="Convolution.Forward"/> computes and writes it where the caller wants it, so that the branches of a network can
/// fill one image together. Any number of threads may run it at once. In <see cref="ProductPrecision.Exact"/> the digits are the same on all
/// instruction sets of float32; where tiles of the output take fewer products, they are not those of <see cref="Convolution.Forward"/>. Those of bfloat16 tiles multiply parts (<see cref="ProductPrecision"/>), and an output is off by at most
/// <c>1.3 * 2^-15</c> of the sum of the weights' magnitudes times the largest input, besides the rounding of the sums.
/// </remarks>
public sealed unsafe class PackedConvolution
{
    private const int AlignedValues = 64 / sizeof(float);

    private readonly ConvolutionShape shape;
    // One of the two: the filters as they are, or at the points of a scheme.
    private readonly PackedFilters? panels;
    private readonly TransformedFilters? transformed;
    private readonly KernelTier tier;

    // The panels lie in it. It is pinned, so that their addresses stay.
    private readonly float[] memory;

    /// <summary>Packs filters for the instruction set that is active now.</summary>
    /// <param name="shape">The sizes; the number of images is that of each run.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The value that is added to each output channel, <c>[out]</c>, or empty for none.</param>
    /// <param name="slope">What output values below zero are multiplied by: 0 for ReLU, 1 for nothing.</param>
    /// <param name="precision">How the products are rounded.</param>
    /// <exception cref="ArgumentException">A size is impossible, or a length does not match the shape.</exception>
    public PackedConvolution(
        in ConvolutionShape shape, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float slope, ProductPrecision precision = ProductPrecision.Exact)
        : this(InstructionSets.ActiveTier, shape, weights, bias, slope, precision)
    {
    }

    /// <summary>Packs filters for one tier.</summary>
    internal PackedConvolution(
        KernelTier tier, in ConvolutionShape shape, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float slope, ProductPrecision precision)
    {
        KernelGuards.RequireValid(shape);
        KernelGuards.RequireLength(weights.Length, shape.WeightLength, shape, nameof(weights));
        KernelGuards.RequireLength(bias.Length, bias.IsEmpty ? 0 : shape.OutputChannels, shape, nameof(bias));
        this.shape = shape;
        this.tier = tier;
        fixed (float* filters = weights)
        {
            FilterMatrix matrix = FilterMatrix.Forward(shape, filters);
            TileKernel? tiles = tier.Tiles ?? (precision == ProductPrecision.Fast ? new PortableTileKernel() : null);
            CookToomScheme? scheme = tiles is null ? CookToomScheme.ForInference(shape) : null;
            long length = scheme is not null
                ? TransformedFilters.LengthOf(tier, scheme, shape.InputChannels, shape.OutputChannels)
                : PackedFilters.LengthOf(tier, tiles, precision, matrix, shape.OutputChannels);
            memory = GC.AllocateUninitializedArray<float>(checked((int)length + AlignedValues), pinned: true);
            float* aligned = CacheLine.Align((float*)Unsafe.AsPointer(ref memory[0]));
            if (scheme is not null)
            {
                transformed = new TransformedFilters(
                    tier, scheme, matrix, shape.InputChannels, shape.OutputChannels, bias, slope, aligned);
                return;
            }

            panels = PackedFilters.Pack(tier, tiles, precision, matrix, shape.OutputChannels, bias, slope, aligned);
        }
    }

    /// <summary>Computes the output images.</summary>
    /// <param name="batchCount">The number of images n.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="output">Receives the images from its first value on, <c>[n, oh, ow, out]</c>, each pixel <paramref name="outputStep"/> values behind the last.</param>
    /// <param name="outputStep">The values from pixel to pixel of the output, at least its channels; those in between are left alone.</param>
    /// <exception cref="ArgumentException">A length does not match the shape, or memory overlaps.</exception>
    public void Run(int batchCount, ReadOnlySpan<float> input, Span<float> output, int outputStep)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputStep, shape.OutputChannels);
        ConvolutionShape sizes = shape with { BatchCount = batchCount };
        KernelGuards.RequireLength(input.Length, sizes.InputLength, sizes, nameof(input));
        int pixelCount = batchCount * shape.OutputHeight * shape.OutputWidth;
        int length = checked(((pixelCount - 1) * outputStep) + shape.OutputChannels);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, length, nameof(output));
        KernelGuards.RequireApart(output[..length], input);
        fixed (float* images = input, results = output)
        {
            if (transformed is not null)
            {
                CookToomConvolution.Run(tier, sizes, images, transformed, results, outputStep);
            }
            else
            {
                PatchGrid patches = PatchGrid.OfInput(sizes, images, isReadBeyond: false);
                new PatchProduct(patches, batchCount * shape.OutputHeight, panels!, PixelGrid.OfMatrix(results, pixelCount, outputStep)).Multiply();
            }
        }

        GC.KeepAlive(memory);
    }
}
