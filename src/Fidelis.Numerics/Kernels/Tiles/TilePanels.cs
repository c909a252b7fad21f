using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// The filters of a convolution as tiles of bfloat16: cut into blocks of chunks of 32 terms and panels of 32 columns.
/// </summary>
/// <remarks>
/// Each row of the filter is filled up with zeros to whole chunks. A block is as many whole rows of the filter as fit, or an equal part of one.
/// The blocks follow one another, each with all its panels.
/// </remarks>
internal sealed unsafe partial class TilePanels : PackedFilters
{
    /// <summary>The bytes of a panel of a block, where the first-level cache is large enough: nine chunks of both parts, which is a filter of 3 x 3 x 32.</summary>
    private const int LargestBlockBytes = 9 * 4 * TileKernel.TileBytes;

    private readonly TileKernel kernel;
    private readonly ProductPrecision precision;
    private readonly bool carriesErrors;
    private readonly int chunkBytes;
    private readonly int runCount;
    private readonly int runLength;
    private readonly int chunksPerRun;
    private readonly int runsPerBlock;
    private readonly int blockRunChunks;
    private readonly int blocksPerRun;
    private readonly int blockCount;
    private readonly float* start;
    private readonly byte* panels;

    /// <summary>Initializes a new instance of the <see cref="TilePanels"/> class.</summary>
    /// <param name="kernel">The kernel that reads the panels.</param>
    /// <param name="precision">How the products are rounded.</param>
    /// <param name="filters">The filters, which are read here alone.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="slope">What values below zero are multiplied by at the end: 0 for ReLU, 1 for nothing.</param>
    /// <param name="memory">Memory for <see cref="LengthOf"/> values, aligned to 64 bytes, that lives as long as the panels are used.</param>
    /// <param name="carriesErrors">Whether what is rounded off a value is added to the next one of its column, or each is rounded for itself.</param>
    public TilePanels(
        TileKernel kernel,
        ProductPrecision precision,
        FilterMatrix filters,
        int columnCount,
        ReadOnlySpan<float> bias,
        float slope,
        float* memory,
        bool carriesErrors = true)
        : base(columnCount, TileKernel.BlockSize, slope)
    {
        this.kernel = kernel;
        this.precision = precision;
        this.carriesErrors = carriesErrors;
        chunkBytes = TileKernel.ChunkBytes(precision);
        runCount = filters.RunCount;
        runLength = filters.RunLength;
        chunksPerRun = Pieces(runLength, TileKernel.BlockSize);
        int blockChunks = Math.Max(1, Math.Min(ProcessorCaches.Active.PanelBytes, LargestBlockBytes) / chunkBytes);
        blocksPerRun = Pieces(chunksPerRun, blockChunks);
        blockRunChunks = Pieces(chunksPerRun, blocksPerRun);
        runsPerBlock = Math.Max(1, blockChunks / chunksPerRun);
        blockCount = Pieces(runCount, runsPerBlock) * blocksPerRun;
        Span<float> starts = new(memory, PanelCount * TileKernel.BlockSize);
        starts.Clear();
        bias.CopyTo(starts);
        start = memory;
        panels = (byte*)(memory + starts.Length);
        Parallelism.For(blockCount * PanelCount, index => PackPanel(filters, index));
    }

    /// <summary>Gets how much memory the panels take.</summary>
    /// <param name="precision">How the products are rounded.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <returns>The number of float32 values that take as much.</returns>
    public static long LengthOf(ProductPrecision precision, FilterMatrix filters, int columnCount)
    {
        long chunks = (long)filters.RunCount * Pieces(filters.RunLength, TileKernel.BlockSize);
        return Pieces(columnCount, TileKernel.BlockSize) * ((chunks * TileKernel.ChunkBytes(precision) / sizeof(float)) + TileKernel.BlockSize);
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;

    private ChunkBlock Block(int index)
    {
        (int group, int part) = Math.DivRem(index, blocksPerRun);
        int run = group * runsPerBlock;
        int chunk = part * blockRunChunks;
        return new ChunkBlock(
            run, Math.Min(runsPerBlock, runCount - run), chunk, Math.Min(blockRunChunks, chunksPerRun - chunk), index == 0, index == blockCount - 1);
    }

    private byte* Panel(in ChunkBlock block, int panel)
    {
        nint firstChunk = (block.FirstRun * chunksPerRun) + block.FirstChunk;
        return panels + (((firstChunk * PanelCount) + ((nint)panel * block.RunCount * block.ChunkCount)) * chunkBytes);
    }

    private void PackPanel(FilterMatrix filters, int index)
    {
        (int blockIndex, int panel) = Math.DivRem(index, PanelCount);
        ChunkBlock block = Block(blockIndex);
        int column = panel * TileKernel.BlockSize;
        int columns = Math.Min(TileKernel.BlockSize, ColumnCount - column);
        byte* destination = Panel(block, panel);
        using ScratchBuffer lines = ScratchBuffer.Rent(TileKernel.BlockSize * TileKernel.BlockSize);
        for (int run = block.FirstRun; run < block.FirstRun + block.RunCount; run++)
        {
            for (int chunk = block.FirstChunk; chunk < block.FirstChunk + block.ChunkCount; chunk++)
            {
                int term = chunk * TileKernel.BlockSize;
                int terms = Math.Min(TileKernel.BlockSize, runLength - term);
                filters.Pack((run * runLength) + term, terms, column, columns, TileKernel.BlockSize, lines.Pointer);
                MemoryLines.Clear(lines.Pointer + (terms * TileKernel.BlockSize), 0, 1, (TileKernel.BlockSize - terms) * TileKernel.BlockSize);
                Bfloat16.PackRight(lines.Pointer, destination, TileKernel.PartCount(precision), carriesErrors);
                destination += chunkBytes;
            }
        }
    }
    /// <summary>A block of terms.</summary>
    /// <param name="FirstRun">The first row of the filter.</param>
    /// <param name="RunCount">The rows of the filter.</param>
    /// <param name="FirstChunk">The first chunk of each.</param>
    /// <param name="ChunkCount">The chunks of each.</param>
    /// <param name="IsFirst">Whether sums start with it.</param>
    /// <param name="IsLast">Whether sums end with it.</param>
    private readonly record struct ChunkBlock(int FirstRun, int RunCount, int FirstChunk, int ChunkCount, bool IsFirst, bool IsLast);
}
