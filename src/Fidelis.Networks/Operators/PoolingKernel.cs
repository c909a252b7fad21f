using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>What a pooling makes of the values of a window.</summary>
internal interface IPoolingFold
{
    /// <summary>Takes one more value into account.</summary>
    Vector<float> Add(Vector<float> total, Vector<float> next);

    /// <summary>Ends a window of some values.</summary>
    Vector<float> End(Vector<float> total, int count);
}

/// <summary>Runs over the windows of images <c>[n, height, width, channels]</c>, vector by vector of channels, on all threads.</summary>
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
            int target = offset + (row * columns * step);
            for (int column = 0; column < columns; column++, target += step)
            {
                (int left, int right) = window.Range(column, width);
                int first = ((((image * height) + top) * width) + left) * channels;
                for (int c = 0; c < channels; c += Vector<float>.Count)
                {
                    int count = Math.Min(Vector<float>.Count, channels - c);
                    Vector<float> total = Load(x, first + c, count);
                    for (int i = 1; i < right - left; i++)
                    {
                        total = fold.Add(total, Load(x, first + (i * channels) + c, count));
                    }

                    for (int line = 1; line < bottom - top; line++)
                    {
                        int start = first + (line * width * channels) + c;
                        for (int i = 0; i < right - left; i++)
                        {
                            total = fold.Add(total, Load(x, start + (i * channels), count));
                        }
                    }

                    Store(fold.End(total, (right - left) * (bottom - top)), output, target + c, count);
                }
            }
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

    private static Vector<float> Load(float[] x, int at, int count)
    {
        if (count == Vector<float>.Count)
        {
            return new Vector<float>(x, at);
        }

        Span<float> part = stackalloc float[Vector<float>.Count];
        part.Clear();
        x.AsSpan(at, count).CopyTo(part);
        return new Vector<float>(part);
    }

    private static void Store(Vector<float> values, float[] output, int at, int count)
    {
        if (count == Vector<float>.Count)
        {
            values.CopyTo(output, at);
            return;
        }

        Span<float> part = stackalloc float[Vector<float>.Count];
        values.CopyTo(part);
        part[..count].CopyTo(output.AsSpan(at, count));
    }
}
