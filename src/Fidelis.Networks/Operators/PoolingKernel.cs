using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>What a pooling makes of the values of a window.</summary>
internal interface IPoolingFold
{
    /// <summary>Takes one more value into account.</summary>
    Vector<float> Add(Vector<float> total, Vector<float> next);

    /// <summary>Ends a window of some values; with 1, the fold goes on.</summary>
    Vector<float> End(Vector<float> total, int count);
}

/// <summary>Runs over the windows of images <c>[n, height, width, channels]</c> on all threads.</summary>
/// <remarks>
/// The rows of a window are folded first, along whole rows of the image, then its columns: of 3 x 3 values that is six steps instead of nine,
/// and most of them run over long stretches of memory.
/// </remarks>
internal static class PoolingKernel
{
    private const int PieceLength = 1 << 15;

    /// <summary>Folds each window.</summary>
    /// <param name="fold">What is made of a window.</param>
    /// <param name="window">The windows.</param>
    /// <param name="shape">The shape of the images.</param>
    /// <param name="x">The images.</param>
    /// <param name="output">Receives the pooled images.</param>
    /// <param name="offset">Where they begin in the output.</param>
    /// <param name="step">The values from pixel to pixel of the output.</param>
    /// <typeparam name="TFold">The type of the fold.</typeparam>
    public static void Fold<TFold>(TFold fold, PoolingWindow window, ReadOnlySpan<int> shape, float[] x, float[] output, int offset, int step)
        where TFold : struct, IPoolingFold
    {
        (int height, int width, int channels) = (shape[1], shape[2], shape[3]);
        (int rows, int columns) = (window.Count(height), window.Count(width));
        ForRows(shape[0] * rows, window.Stride * width * channels, row =>
        {
            (int image, int y) = Math.DivRem(row, rows);
            (int top, int bottom) = window.Range(y, height);
            float[] line = ArrayPool<float>.Shared.Rent(width * channels);
            FoldEqual(fold, x.AsSpan(((image * height) + top) * width * channels), width * channels, bottom - top, 1, line.AsSpan(0, width * channels));
            for (int column = 0; column < columns; column++)
            {
                (int left, int right) = window.Range(column, width);
                FoldEqual(
                    fold, line.AsSpan(left * channels), channels, right - left, (bottom - top) * (right - left),
                    output.AsSpan(offset + (((row * columns) + column) * step), channels));
            }

            ArrayPool<float>.Shared.Return(line);
        });
    }

    /// <summary>Runs a body over rows; the cut depends on the sizes alone.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="rowLength">The values that one row takes.</param>
    /// <param name="body">Receives the number of a row.</param>
    public static void ForRows(int count, int rowLength, Action<int> body)
    {
        int rowsPerPiece = Math.Max(1, PieceLength / Math.Max(1, rowLength));
        Parallelism.For((count + rowsPerPiece - 1) / rowsPerPiece, piece =>
        {
            int last = Math.Min((piece + 1) * rowsPerPiece, count);
            for (int row = piece * rowsPerPiece; row < last; row++)
            {
                body(row);
            }
        });
    }

    /// <summary>Folds stretches of memory of the length of the result, each <paramref name="stride"/> values behind the last, element by element.</summary>
    private static void FoldEqual<TFold>(TFold fold, ReadOnlySpan<float> first, int stride, int stretches, int windowSize, Span<float> result)
        where TFold : struct, IPoolingFold
    {
        ref float source = ref MemoryMarshal.GetReference(first[..((stride * (stretches - 1)) + result.Length)]);
        ref float target = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= result.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> total = Vector.LoadUnsafe(ref source, (nuint)i);
            for (int stretch = 1; stretch < stretches; stretch++)
            {
                total = fold.Add(total, Vector.LoadUnsafe(ref source, (nuint)((stretch * stride) + i)));
            }

            fold.End(total, windowSize).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < result.Length; i++)
        {
            Vector<float> total = new(first[i]);
            for (int stretch = 1; stretch < stretches; stretch++)
            {
                total = fold.Add(total, new Vector<float>(first[(stretch * stride) + i]));
            }

            result[i] = fold.End(total, windowSize)[0];
        }
    }
}
