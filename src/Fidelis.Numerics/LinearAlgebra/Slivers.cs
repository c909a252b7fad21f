using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Copies a panel into the order in which the register kernel of the matrix product reads it.</summary>
internal static unsafe class Slivers
{
    private const int SliversAtOnce = 8;

    /// <summary>Packs a panel into slivers of a given width, each <c>[depth, width]</c> without gaps.</summary>
    /// <param name="scale">A factor on every element.</param>
    /// <param name="panel">The panel <c>[depth, columns]</c>.</param>
    /// <param name="width">The width of a sliver; the last one is filled up with zeros.</param>
    /// <param name="destination">Room for <c>depth * columns</c> elements, columns rounded up to the width.</param>
    internal static void Pack(double scale, MatrixView panel, int width, double* destination)
    {
        int whole = panel.ColumnStride == 1 ? panel.Columns / width : 0;
        for (int first = 0; first < whole; first += SliversAtOnce)
        {
            int count = Math.Min(SliversAtOnce, whole - first);
            PackRows(scale, panel.Block(0, first * width, panel.Rows, count * width), width, destination + ((nint)first * width * panel.Rows));
        }

        for (int column = whole * width; column < panel.Columns; column += width)
        {
            int count = Math.Min(width, panel.Columns - column);
            double* sliver = destination + ((nint)column * panel.Rows);
            if (count < width)
            {
                new Span<double>(sliver, panel.Rows * width).Clear();
            }

            PackColumns(scale, panel.Block(0, column, panel.Rows, count), width, sliver);
        }
    }

    // Several slivers at once: what is read of a row is then long enough for the processor to read ahead.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(double scale, MatrixView slivers, int width, double* destination)
    {
        Vector512<double> scales = Vector512.Create(scale);
        nint length = (nint)slivers.Rows * width;
        for (int k = 0; k < slivers.Rows; k++)
        {
            double* source = slivers.At(k, 0);
            double* target = destination + (k * width);
            for (int column = 0; column < slivers.Columns; column += width)
            {
                int j = 0;
                for (; j + Vector512<double>.Count <= width; j += Vector512<double>.Count)
                {
                    (scales * Vector512.Load(source + j)).Store(target + j);
                }

                for (; j < width; j++)
                {
                    target[j] = scale * source[j];
                }

                source += width;
                target += length;
            }
        }
    }

    // Eight steps of the depth at a time: they share the cache lines of every column that is read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(double scale, MatrixView sliver, int width, double* destination)
    {
        const int Steps = 8;
        bool inSquares = sliver.RowStride == 1;
        for (int start = 0; start < sliver.Rows; start += Steps)
        {
            int end = Math.Min(start + Steps, sliver.Rows);
            int j = 0;
            for (; inSquares && end - start == Steps && j + TransposedSquare.Size <= sliver.Columns; j += TransposedSquare.Size)
            {
                double* source = sliver.At(start, j);
                double* target = destination + (start * width) + j;
                TransposedSquare.Copy(scale, source, sliver.ColumnStride, target, width);
                TransposedSquare.Copy(scale, source + TransposedSquare.Size, sliver.ColumnStride, target + (TransposedSquare.Size * width), width);
            }

            for (; j < sliver.Columns; j++)
            {
                for (int k = start; k < end; k++)
                {
                    destination[(k * width) + j] = scale * *sliver.At(k, j);
                }
            }
        }
    }
}
