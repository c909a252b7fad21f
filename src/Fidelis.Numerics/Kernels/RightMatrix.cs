namespace Fidelis.Numerics.Kernels;

/// <summary>A matrix in row-major order as the right factor.</summary>
/// <param name="data">The matrix, <c>[terms, columns]</c>, or <c>[columns, terms]</c> where it is stored transposed.</param>
/// <param name="stride">The number of values from line to line.</param>
/// <param name="isTransposed">Whether the matrix is stored transposed.</param>
internal sealed unsafe class RightMatrix(float* data, int stride, bool isTransposed)
{
    private readonly float* data = data;

    /// <summary>Copies a part into a panel, one line for each term, and fills the line with zeros up to its width.</summary>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="termCount">The number of terms.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columnCount">The number of columns, at most <paramref name="width"/>.</param>
    /// <param name="width">The number of values in a line.</param>
    /// <param name="panel">The panel.</param>
    public void Pack(int firstTerm, int termCount, int firstColumn, int columnCount, int width, float* panel)
    {
        if (isTransposed)
        {
            MemoryLines.CopyByColumns(data + ((nint)firstColumn * stride) + firstTerm, 1, stride, panel, width, termCount, columnCount);
        }
        else
        {
            MemoryLines.Copy(data + ((nint)firstTerm * stride) + firstColumn, stride, panel, width, termCount, columnCount);
        }

        MemoryLines.Clear(panel + columnCount, width, termCount, width - columnCount);
    }
}
