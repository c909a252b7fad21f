using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// The gradient of the filters in bfloat16 tiles of three products, as the product of the transposed gradient of the output with the patches. The gradient of the bias, in
/// float32, comes along.
/// </summary>
/// <remarks>
/// <code>
///   for each part of the rows of pixels, in parallel        (and for each row of the filter, where there are too few parts)
///     for each block of pixels                              chunks of 32 pixels
///       the gradients are split and turned: a row of a tile for each filter, 32 pixels long     once for all taps: the smaller factor
///       the values under the patches are split
///       for each row of the filter, for 32 of its taps and channels at a time
///         their pairs of pixels are laid side by side       a right panel of the block, first-level cache
///         for each 32 filters                               the kernel
///   the sum of the parts, in the order of the filters
/// </code>
/// An element is one chain of chunks over the pixels of a part. Parts and blocks are cut by the size of the problem alone, so that no digit depends on threads or caches.
/// </remarks>
internal sealed unsafe class TileWeightGradient : IDisposable
{
    /// <summary>Pixels of a block: a panel of eight chunks of both parts takes 32 KB.</summary>
    private const int BlockPixels = 8 * TileKernel.BlockSize;

    private const int Size = TileKernel.BlockSize;

    /// <summary>Filters that are written together: their sums lie side by side.</summary>
    private const int FiltersPerTotal = 8;

    private const int SumsOfTile = Size * Size;

    private const int PartBytes = 2 * TileKernel.TileBytes;

    private readonly TileKernel kernel;
    private readonly ConvolutionShape shape;
    private readonly PatchGrid patches;
    private readonly PixelParts parts;
    private readonly float* outputGradient;
    private readonly float* weightGradient;
    private readonly bool hasBias;
    private readonly int linesPerBlock;
    private readonly int blockChunks;
    private readonly int filterGroups;
    private readonly int runGroups;
    private readonly nint partLength;
    private readonly ScratchBuffer sums;
    private readonly ScratchBuffer biasSums;

    private TileWeightGradient(
        TileKernel kernel, in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient, bool hasBias, ChannelNormalization? normalization)
    {
        this.kernel = kernel;
        this.shape = shape;
        this.outputGradient = outputGradient;
        this.weightGradient = weightGradient;
        this.hasBias = hasBias;
        patches = PatchGrid.OfInput(shape, input, isReadBeyond: false, normalization);
        parts = new PixelParts(shape);
        linesPerBlock = Math.Max(1, BlockPixels / shape.OutputWidth);
        blockChunks = Pieces(linesPerBlock * shape.OutputWidth, Size);
        filterGroups = Pieces(shape.OutputChannels, Size);
        runGroups = Pieces(patches.RunLength, Size);
        partLength = (nint)shape.KernelHeight * runGroups * filterGroups * SumsOfTile;
        sums = ScratchBuffer.Rent(parts.Count * partLength);
        biasSums = ScratchBuffer.Rent((long)parts.Count * shape.OutputChannels);
    }

    /// <summary>Computes the gradients of the filters and of the bias.</summary>
    /// <param name="kernel">The products.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, <c>[out]</c>, unless it is empty.</param>
    /// <param name="normalization">What was done to the images first, or <see langword="null"/> for nothing.</param>
    public static void Compute(
        TileKernel kernel, in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient,
        Span<float> biasGradient, ChannelNormalization? normalization = null)
    {
        fixed (float* images = input, gradients = outputGradient, results = weightGradient)
        {
            using TileWeightGradient product = new(kernel, shape, images, gradients, results, !biasGradient.IsEmpty, normalization);
            Parallelism.For(product.parts.PieceCount, product.MultiplyPiece);
            Parallelism.For(Pieces(shape.OutputChannels, FiltersPerTotal), product.WriteFilters);
            MemoryLines.SumParts(product.biasSums.Pointer, shape.OutputChannels, product.parts.Count, biasGradient);
        }
    }

    /// <summary>Gives the sums back.</summary>
    public void Dispose()
    {
        sums.Dispose();
        biasSums.Dispose();
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;

    private static void Locate(ushort* first, nint step, int count, ushort** lines)
    {
        for (int i = 0; i < count; i++)
        {
            lines[i] = first + (i * step);
        }
    }

    /// <summary>Finds the sums of 32 filters for 32 taps and channels of a row of the filter.</summary>
    private float* Sums(int part, int kernelRow, int runGroup, int filterGroup) =>
        sums.Pointer + (part * partLength) + ((((((nint)kernelRow * runGroups) + runGroup) * filterGroups) + filterGroup) * SumsOfTile);

    private void MultiplyPiece(int index)
    {
        (int part, int line, int endLine, int firstKernelRow, int kernelRowCount) = parts.Piece(index);
        PatchGrid grid = patches.OfKernelRows(firstKernelRow, kernelRowCount);
        using ScratchBuffer window = ScratchBuffer.Rent(grid.WindowLength(linesPerBlock));
        using ScratchBuffer tables = ScratchBuffer.Rent((long)linesPerBlock * (shape.OutputWidth + 1) * (sizeof(float*) / sizeof(float)));
        using ScratchBuffer left = ScratchBuffer.Rent((long)filterGroups * blockChunks * 2 * PartBytes / sizeof(float));
        using ScratchBuffer right = ScratchBuffer.Rent(blockChunks * 2 * PartBytes / sizeof(float));
        float** lines = (float**)tables.Pointer;
        ushort** places = (ushort**)(lines + linesPerBlock);
        Span<float> bias = hasBias && firstKernelRow == 0 ? new(biasSums.Pointer + ((nint)part * shape.OutputChannels), shape.OutputChannels) : [];
        bias.Clear();
        bool isFirst = true;
        kernel.Begin();
        try
        {
            // At least one block: without any pixel, the sums are zero.
            do
            {
                int count = Math.Max(0, Math.Min(linesPerBlock, endLine - line));
                int pixels = count * shape.OutputWidth;
                float* gradients = outputGradient + ((nint)line * shape.OutputWidth * shape.OutputChannels);
                PackGradients(gradients, pixels, (byte*)left.Pointer, places);
                if (!bias.IsEmpty)
                {
                    MemoryLines.Sum(gradients, shape.OutputChannels, pixels, bias);
                }

                grid.Open(line, count, window.Pointer, lines);
                MultiplyBlock(part, firstKernelRow, new PatchPiece(grid, count, lines, results: null), places, (byte*)left.Pointer, (byte*)right.Pointer, isFirst);
                isFirst = false;
                line += count;
            }
            while (line < endLine);
        }
        finally
        {
            kernel.End();
        }
    }

    /// <summary>Splits the gradients of some pixels and packs them as left factors, one after the other for each 32 filters.</summary>
    private void PackGradients(float* gradients, int pixels, byte* left, ushort** lines)
    {
        nint planeLength = ((nint)pixels * shape.OutputChannels) + Bfloat16.Slack;
        using ScratchBuffer planes = ScratchBuffer.Rent(planeLength);
        ushort* high = (ushort*)planes.Pointer;
        Bfloat16.Split(gradients, planeLength - Bfloat16.Slack, high, high + planeLength);
        Locate(high, shape.OutputChannels, pixels, lines);
        for (int group = 0; group < filterGroups; group++)
        {
            for (int pixel = 0; pixel < pixels; pixel += Size, left += 2 * PartBytes)
            {
                PixelTiles.PackLeft(lines + pixel, group * Size, pixels - pixel, left);
                PixelTiles.PackLeft(lines + pixel, (group * Size) + planeLength, pixels - pixel, left + PartBytes);
            }
        }
    }

    /// <summary>Adds the products of the patches of a block with its packed gradients to the sums of a part.</summary>
    private void MultiplyBlock(int part, int firstKernelRow, in PatchPiece piece, ushort** places, byte* left, byte* right, bool isFirst)
    {
        float* zeros = stackalloc float[Size];
        int pixels = piece.PlaceCount;
        int chunks = Pieces(pixels, Size);
        nint planeLength = (pixels == 0 ? 0 : piece.Length) + Bfloat16.Slack;
        using ScratchBuffer planes = ScratchBuffer.Rent(planeLength);
        ushort* high = (ushort*)planes.Pointer;
        if (pixels > 0)
        {
            Bfloat16.Split(piece.First, piece.Length, high, high + planeLength);
            piece.Locate(0, (float**)places);
            for (int i = 0; i < pixels; i++)
            {
                places[i] = high + ((float*)places[i] - piece.First);
            }
        }

        for (int run = 0; run < piece.Patches.RunCount; run++)
        {
            for (int group = 0; group < runGroups; group++)
            {
                nint offset = (run * piece.Patches.RunStep) + (group * Size);
                for (int chunk = 0; chunk < chunks; chunk++)
                {
                    byte* tiles = right + (chunk * 2 * PartBytes);
                    PixelTiles.PackRight(places + (chunk * Size), offset, pixels - (chunk * Size), tiles);
                    PixelTiles.PackRight(places + (chunk * Size), offset + planeLength, pixels - (chunk * Size), tiles + PartBytes);
                }

                for (int filters = 0; filters < filterGroups; filters++)
                {
                    float* target = Sums(part, firstKernelRow + run, group, filters);
                    kernel.Multiply(ProductPrecision.Exact, new TileProduct
                    {
                        Left = left + ((nint)filters * chunks * 2 * PartBytes),
                        Right = right,
                        Start = isFirst ? zeros : target,
                        StartStep = isFirst ? 0 : TileKernel.BlockSize * sizeof(float),
                        Result = target,
                        ResultStep = TileKernel.BlockSize * sizeof(float),
                        ChunkCount = chunks,
                    });
                }
            }
        }
    }

    /// <summary>Adds the parts of a few filters and writes them in their order.</summary>
    private void WriteFilters(int index)
    {
        (int filterGroup, int row) = Math.DivRem(index * FiltersPerTotal, Size);
        int count = Math.Min(FiltersPerTotal, shape.OutputChannels - (index * FiltersPerTotal));
        int taps = shape.KernelHeight * shape.KernelWidth;
        nint filterLength = (nint)shape.InputChannels * taps;
        float* filters = weightGradient + (index * FiltersPerTotal * filterLength);
        float* totals = stackalloc float[FiltersPerTotal * Size];
        for (int kernelRow = 0; kernelRow < shape.KernelHeight; kernelRow++)
        {
            for (int group = 0; group < runGroups; group++)
            {
                AddParts(Sums(0, kernelRow, group, filterGroup) + (row * Size), totals);
                (int kernelColumn, int channel) = Math.DivRem(group * Size, shape.InputChannels);
                for (int i = 0; i < Math.Min(Size, patches.RunLength - (group * Size)); i++)
                {
                    float* destination = filters + ((nint)channel * taps) + (kernelRow * shape.KernelWidth) + kernelColumn;
                    for (int filter = 0; filter < count; filter++)
                    {
                        destination[filter * filterLength] = totals[(filter * Size) + i];
                    }

                    if (++channel == shape.InputChannels)
                    {
                        channel = 0;
                        kernelColumn++;
                    }
                }
            }
        }
    }

    private void AddParts(float* first, float* totals)
    {
        for (int i = 0; i < FiltersPerTotal * Size; i += Vector<float>.Count)
        {
            Vector<float> sum = Vector.Load(first + i);
            for (int part = 1; part < parts.Count; part++)
            {
                sum += Vector.Load(first + (part * partLength) + i);
            }

            Vector.Store(sum, totals + i);
        }
    }
}
