namespace Fidelis.Numerics.Kernels;

/// <summary>The filters of a convolution as some kernel reads them, with the value that each sum starts from and the rectifier that ends it.</summary>
internal abstract class PackedFilters
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

    /// <summary>Multiplies the patches of some places with some panels.</summary>
    /// <param name="piece">The patches, and where the rows of the result lie.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="endPanel">The panel behind the last.</param>
    public abstract void Multiply(in PatchPiece piece, int firstPanel, int endPanel);
}
