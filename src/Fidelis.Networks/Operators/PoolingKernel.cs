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
        ForRows(
            shape[0] * rows, window.Stride * width * channels,
            new FoldedRow<TFold>(fold, window, height, width, channels, rows, columns, x, output, offset, step));
    }

    /// <summary>Runs a body over rows; the cut depends on the sizes alone.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="rowLength">The values that one row takes.</param>
    /// <param name="body">What is done for each row.</param>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    public static void ForRows<TBody>(int count, int rowLength, TBody body)
        where TBody : struct, ILoopBody
    {
        int rowsPerPiece = Math.Max(1, PieceLength / Math.Max(1, rowLength));
        Parallelism.For((count + rowsPerPiece - 1) / rowsPerPiece, new RowPieces<TBody>(count, rowsPerPiece, body));
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

    private readonly struct RowPieces<TBody>(int count, int rowsPerPiece, TBody body) : ILoopBody
        where TBody : struct, ILoopBody
    {
        public void RunPiece(int index)
        {
            int last = Math.Min((index + 1) * rowsPerPiece, count);
            for (int row = index * rowsPerPiece; row < last; row++)
            {
                body.RunPiece(row);
            }
        }
    }

    private readonly struct FoldedRow<TFold>(
        TFold fold, PoolingWindow window, int height, int width, int channels, int rows, int columns, float[] x, float[] output, int offset, int step)
        : ILoopBody
        where TFold : struct, IPoolingFold
    {
        public void RunPiece(int index)
        {
            (int image, int y) = Math.DivRem(index, rows);
            (int top, int bottom) = window.Range(y, height);
            float[] line = ArrayPool<float>.Shared.Rent(width * channels);
            FoldEqual(fold, x.AsSpan(((image * height) + top) * width * channels), width * channels, bottom - top, 1, line.AsSpan(0, width * channels));
            for (int column = 0; column < columns; column++)
            {
                (int left, int right) = window.Range(column, width);
                FoldEqual(
                    fold, line.AsSpan(left * channels), channels, right - left, (bottom - top) * (right - left),
                    output.AsSpan(offset + (((index * columns) + column) * step), channels));
            }

            ArrayPool<float>.Shared.Return(line);
        }
    }
}
