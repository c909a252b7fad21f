using System.Runtime.CompilerServices;

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
            PackTransposed(data + ((nint)firstColumn * stride) + firstTerm, termCount, columnCount, width, panel);
            return;
        }

        for (int term = 0; term < termCount; term++)
        {
            Span<float> line = new(panel + ((nint)term * width), width);
            new ReadOnlySpan<float>(data + ((nint)(firstTerm + term) * stride) + firstColumn, columnCount).CopyTo(line);
            line[columnCount..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTransposed(float* source, int termCount, int columnCount, int width, float* panel)
    {
        for (int term = 0; term < termCount; term++)
        {
            float* value = source + term;
            for (int column = 0; column < columnCount; column++)
            {
                panel[column] = *value;
                value += stride;
            }

            new Span<float>(panel + columnCount, width - columnCount).Clear();
            panel += width;
        }
    }
}
