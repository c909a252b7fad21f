using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The filters of a convolution as the kernels read them: cut into blocks of terms and panels of columns, with the value that each sum
/// starts from and the rectifier that ends it.
/// </summary>
/// <remarks>A block is as many whole rows of the filter as fit, or an equal part of one. The blocks follow one another, each with all its panels.</remarks>
internal sealed unsafe class FilterPanels : PackedFilters
{
    private readonly KernelTier tier;
    private readonly int runCount;
    private readonly int runLength;
    private readonly float* start;
    private readonly float* panels;
    private readonly int runsPerBlock;
    private readonly int blockRunLength;
    private readonly int blocksPerRun;
    private readonly int blockCount;

    /// <summary>Initializes a new instance of the <see cref="FilterPanels"/> class.</summary>
    /// <param name="tier">The kernels that read the panels.</param>
    /// <param name="filters">The filters, which are read here alone.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="slope">What values below zero are multiplied by at the end: 0 for ReLU, 1 for nothing.</param>
    /// <param name="memory">Memory for <see cref="LengthOf"/> values, aligned to 64 bytes, that lives as long as the panels are used.</param>
    public FilterPanels(KernelTier tier, FilterMatrix filters, int columnCount, ReadOnlySpan<float> bias, float slope, float* memory)
        : base(columnCount, tier.Columns, slope)
    {
        this.tier = tier;
        runCount = filters.RunCount;
        runLength = filters.RunLength;
        Span<float> starts = new(memory, PanelCount * tier.Columns);
        starts.Clear();
        bias.CopyTo(starts);
        start = memory;
        panels = memory + starts.Length;

        // Without any term, one empty block writes the bias.
        int blockTerms = tier.BlockTerms;
        blocksPerRun = Math.Max(1, Pieces(runLength, blockTerms));
        blockRunLength = Pieces(runLength, blocksPerRun);
        runsPerBlock = Math.Max(1, blockTerms / Math.Max(1, blockRunLength * blocksPerRun));
        blockCount = Math.Max(1, Pieces(runCount, runsPerBlock) * blocksPerRun);
        Parallelism.For(blockCount * PanelCount, index => PackPanel(filters, index));
    }

    /// <summary>Gets how much memory the panels take.</summary>
    /// <param name="tier">The kernels that read them.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <returns>The number of values.</returns>
    public static long LengthOf(KernelTier tier, FilterMatrix filters, int columnCount) =>
        (filters.TermCount + 1L) * Pieces(columnCount, tier.Columns) * tier.Columns;

    /// <inheritdoc/>
    public override void Multiply(in PatchPiece piece, int firstPanel, int endPanel)
    {
        PatchGrid patches = piece.Patches;
        int places = piece.PlaceCount;
        using ScratchBuffer table = ScratchBuffer.Rent((places + tier.Rows) * (long)(sizeof(float*) / sizeof(float)));
        float** left = (float**)table.Pointer;
        for (int block = 0; block < blockCount; block++)
        {
            (int run, int runs, int from, int length) = Block(block);
            float slope = block == blockCount - 1 ? Slope : 1;
            piece.Locate((run * patches.RunStep) + from, left);
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int column = panel * tier.Columns;
                tier.Multiply(
                    new TermRuns(runs, length, patches.RunStep), left, Panel((run * runLength) + from, runs * length, panel),
                    block == 0 ? start + column : null, slope, piece.Results, places, column, Math.Min(tier.Columns, ColumnCount - column),
                    isFar: block == 0);
            }
        }
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / Math.Max(1, pieceLength);

    /// <summary>Gets the runs of a block, and where it begins within the first.</summary>
    private (int FirstRun, int RunCount, int From, int Length) Block(int block)
    {
        (int group, int part) = Math.DivRem(block, blocksPerRun);
        int run = group * runsPerBlock;
        int from = part * blockRunLength;
        return (run, Math.Min(runsPerBlock, runCount - run), from, Math.Min(blockRunLength, runLength - from));
    }

    /// <summary>Gets a panel of a block, a line of columns for each term.</summary>
    private float* Panel(int firstTerm, int terms, int panel) =>
        panels + ((((nint)firstTerm * PanelCount) + ((nint)panel * terms)) * tier.Columns);

    private void PackPanel(FilterMatrix filters, int index)
    {
        (int block, int panel) = Math.DivRem(index, PanelCount);
        (int run, int runs, int from, int length) = Block(block);
        int term = (run * runLength) + from;
        int terms = runs * length;
        int column = panel * tier.Columns;
        filters.Pack(term, terms, column, Math.Min(tier.Columns, ColumnCount - column), tier.Columns, Panel(term, terms, panel));
    }
}
