namespace Fidelis.Numerics.Kernels;

/// <summary>A matrix in row-major order as the left factor, rows by terms.</summary>
/// <param name="data">The matrix, <c>[rows, terms]</c>, or <c>[terms, rows]</c> where it is stored transposed.</param>
/// <param name="stride">The number of values from line to line.</param>
/// <param name="isTransposed">Whether the matrix is stored transposed.</param>
internal sealed unsafe class LeftMatrix(float* data, int stride, bool isTransposed)
{
    private readonly float* data = data;

    /// <summary>Copies a part into a block, a line for each row.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="termCount">The number of terms.</param>
    /// <param name="block">The block.</param>
    /// <param name="blockStride">Values from line to line of the block.</param>
    public void Pack(int firstRow, int rowCount, int firstTerm, int termCount, float* block, nint blockStride)
    {
        if (isTransposed)
        {
            MemoryLines.CopyByColumns(data + ((nint)firstTerm * stride) + firstRow, 1, stride, block, blockStride, rowCount, termCount);
        }
        else
        {
            MemoryLines.Copy(data + ((nint)firstRow * stride) + firstTerm, stride, block, blockStride, rowCount, termCount);
        }
    }
}
