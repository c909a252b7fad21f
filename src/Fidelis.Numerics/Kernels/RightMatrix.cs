namespace Fidelis.Numerics.Kernels;

/// <summary>A matrix in row-major order as the right factor.</summary>
/// <param name="data">The matrix, <c>[terms, columns]</c>, or <c>[columns, terms]</c> where it is stored transposed.</param>
/// <param name="stride">The number of values from line to line.</param>
/// <param name="isTransposed">Whether the matrix is stored transposed.</param>
internal sealed unsafe class RightMatrix(float* data, int stride, bool isTransposed) : IRightFactor
{
    private readonly float* data = data;

    /// <inheritdoc/>
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
