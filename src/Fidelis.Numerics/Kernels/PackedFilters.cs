using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>The filters of a convolution as some kernel reads them, with the value that each sum starts from and the rectifier that ends it.</summary>
internal abstract unsafe class PackedFilters
{
    /// <summary>Initializes the base of packed filters.</summary>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <param name="panelWidth">The columns of a panel.</param>
    /// <param name="slope">What values below zero are multiplied by at the end: 0 for ReLU, 1 for nothing.</param>
    protected PackedFilters(int columnCount, int panelWidth, float slope)
    {
        ColumnCount = columnCount;
        PanelCount = (columnCount + panelWidth - 1) / panelWidth;
        Slope = slope;
    }

    /// <summary>Gets the number of columns that exist.</summary>
    public int ColumnCount { get; }

    /// <summary>Gets the number of panels, the last of which may be filled up with zeros.</summary>
    public int PanelCount { get; }

    /// <summary>Gets what values below zero are multiplied by at the end.</summary>
    public float Slope { get; }

    /// <summary>Gets how much memory packed filters take.</summary>
    /// <param name="tier">The kernels of float32.</param>
    /// <param name="tiles">The tiles that read them, or <see langword="null"/> where those of float32 do.</param>
    /// <param name="precision">How the products of tiles are rounded.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <returns>The number of float32 values that take as much.</returns>
    public static long LengthOf(KernelTier tier, TileKernel? tiles, ProductPrecision precision, FilterMatrix filters, int columnCount) =>
        tiles is null ? FilterPanels.LengthOf(tier, filters, columnCount) : TilePanels.LengthOf(precision, filters, columnCount);

    /// <summary>Packs filters.</summary>
    /// <param name="tier">The kernels of float32.</param>
    /// <param name="tiles">The tiles that read them, or <see langword="null"/> where those of float32 do.</param>
    /// <param name="precision">How the products of tiles are rounded.</param>
    /// <param name="filters">The filters, which are read here alone.</param>
    /// <param name="columnCount">The columns of the filters.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="slope">What values below zero are multiplied by at the end: 0 for ReLU, 1 for nothing.</param>
    /// <param name="memory">Memory for <see cref="LengthOf"/> values, aligned to 64 bytes, that lives as long as the filters are used.</param>
    /// <returns>The packed filters.</returns>
    public static PackedFilters Pack(
        KernelTier tier, TileKernel? tiles, ProductPrecision precision, FilterMatrix filters, int columnCount, ReadOnlySpan<float> bias, float slope, float* memory) =>
        tiles is null
            ? new FilterPanels(tier, filters, columnCount, bias, slope, memory)
            : new TilePanels(tiles, precision, filters, columnCount, bias, slope, memory);

    /// <summary>Multiplies the patches of some places with some panels.</summary>
    /// <param name="piece">The patches, and where the rows of the result lie.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="endPanel">The panel behind the last.</param>
    public abstract void Multiply(in PatchPiece piece, int firstPanel, int endPanel);
}
