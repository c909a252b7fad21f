namespace Fidelis.Numerics.Kernels;

/// <summary>The right factor of a product, terms by columns, that can copy any part of itself into a panel.</summary>
internal unsafe interface IRightFactor
{
    /// <summary>Copies a part into a panel, one line for each term, and fills the line with zeros up to its width.</summary>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="termCount">The number of terms.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columnCount">The number of columns, at most <paramref name="width"/>.</param>
    /// <param name="width">The number of values in a line.</param>
    /// <param name="panel">The panel.</param>
    void Pack(int firstTerm, int termCount, int firstColumn, int columnCount, int width, float* panel);
}
