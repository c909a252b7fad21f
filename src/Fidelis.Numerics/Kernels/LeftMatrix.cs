namespace Fidelis.Numerics.Kernels;

/// <summary>A matrix in row-major order as the left factor.</summary>
/// <param name="data">The matrix, <c>[rows, terms]</c>, or <c>[terms, rows]</c> where it is stored transposed.</param>
/// <param name="stride">The number of values from line to line.</param>
/// <param name="isTransposed">Whether the matrix is stored transposed.</param>
internal sealed unsafe class LeftMatrix(float* data, int stride, bool isTransposed) : ILeftFactor
{
    private readonly float* data = data;

    /// <inheritdoc/>
    public bool IsPackedByTerms => isTransposed;

    /// <inheritdoc/>
    public void Pack(int firstRow, int rowCount, int firstTerm, int termCount, float* block)
    {
        (int firstLine, int lineCount) = isTransposed ? (firstTerm, termCount) : (firstRow, rowCount);
        (int first, int count) = isTransposed ? (firstRow, rowCount) : (firstTerm, termCount);
        MemoryLines.Copy(data + ((nint)firstLine * stride) + first, stride, block, KernelTier.BlockStride, lineCount, count);
    }
}
