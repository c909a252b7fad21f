using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The filters of a convolution as the kernels read them: cut into blocks of terms and panels of columns, with the value that each sum
/// starts from and the rectifier that ends it.
/// </summary>
/// <remarks>A block is as many whole rows of the filter as fit, or an equal part of one. The blocks follow one another, each with all its panels.</remarks>
internal sealed unsafe class FilterPanels
{
    private readonly int runCount;
    private readonly int runLength;
    private readonly float* panels;
    private readonly int runsPerBlock;
    private readonly int blockRunLength;
    private readonly int blocksPerRun;

    /// <summary>Initializes a new instance of the <see cref="FilterPanels"/> class.</summary>
    /// <param name="tier">The kernels that read the panels.</param>
    /// <param name="filters">The filters, which are read here alone.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="slope">What values below zero are multiplied by at the end: 0 for ReLU, 1 for nothing.</param>
    /// <param name="memory">Memory for <see cref="LengthOf"/> values, aligned to 64 bytes, that lives as long as the panels are used.</param>
    public FilterPanels(KernelTier tier, FilterMatrix filters, int columnCount, ReadOnlySpan<float> bias, float slope, float* memory)
    {
        Tier = tier;
        ColumnCount = columnCount;
        Slope = slope;
        runCount = filters.RunCount;
        runLength = filters.RunLength;
        PanelCount = Pieces(columnCount, tier.Columns);
        Span<float> start = new(memory, PanelCount * tier.Columns);
        start.Clear();
        bias.CopyTo(start);
        Start = memory;
        panels = memory + start.Length;

        // Without any term, one empty block writes the bias.
        blocksPerRun = Math.Max(1, Pieces(runLength, KernelTier.BlockTerms));
        blockRunLength = Pieces(runLength, blocksPerRun);
        runsPerBlock = Math.Max(1, KernelTier.BlockTerms / Math.Max(1, blockRunLength * blocksPerRun));
        BlockCount = Math.Max(1, Pieces(runCount, runsPerBlock) * blocksPerRun);
        Parallelism.For(BlockCount * PanelCount, index => PackPanel(filters, index));
    }

    /// <summary>Gets the kernels that read the panels.</summary>
    public KernelTier Tier { get; }

    /// <summary>Gets the number of columns that exist.</summary>
    public int ColumnCount { get; }

    /// <summary>Gets the number of panels, the last of which may be filled up with zeros.</summary>
    public int PanelCount { get; }

    /// <summary>Gets the number of blocks of terms.</summary>
    public int BlockCount { get; }

    /// <summary>Gets what values below zero are multiplied by at the end.</summary>
    public float Slope { get; }

    /// <summary>Gets the values that the sums start from, one for each column of all panels.</summary>
    public float* Start { get; }

    /// <summary>Gets how much memory the panels take.</summary>
    /// <param name="tier">The kernels that read them.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <returns>The number of values.</returns>
    public static long LengthOf(KernelTier tier, FilterMatrix filters, int columnCount) =>
        (filters.TermCount + 1L) * Pieces(columnCount, tier.Columns) * tier.Columns;

    /// <summary>Gets the runs of a block, and where it begins within the first.</summary>
    /// <param name="block">The number of the block.</param>
    /// <returns>The first run, the number of runs, the first term within each and the number of terms of each.</returns>
    public (int FirstRun, int RunCount, int From, int Length) Block(int block)
    {
        (int group, int part) = Math.DivRem(block, blocksPerRun);
        int run = group * runsPerBlock;
        int from = part * blockRunLength;
        return (run, Math.Min(runsPerBlock, runCount - run), from, Math.Min(blockRunLength, runLength - from));
    }

    /// <summary>Gets a panel of a block.</summary>
    /// <param name="firstTerm">The first term of the block.</param>
    /// <param name="terms">The number of its terms.</param>
    /// <param name="panel">The number of the panel.</param>
    /// <returns>A line of columns for each term.</returns>
    public float* Panel(int firstTerm, int terms, int panel) =>
        panels + ((((nint)firstTerm * PanelCount) + ((nint)panel * terms)) * Tier.Columns);

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / Math.Max(1, pieceLength);

    private void PackPanel(FilterMatrix filters, int index)
    {
        (int block, int panel) = Math.DivRem(index, PanelCount);
        (int run, int runs, int from, int length) = Block(block);
        int term = (run * runLength) + from;
        int terms = runs * length;
        int column = panel * Tier.Columns;
        filters.Pack(term, terms, column, Math.Min(Tier.Columns, ColumnCount - column), Tier.Columns, Panel(term, terms, panel));
    }
}
