using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Copies a panel into the order in which the register kernel of the matrix product reads it.</summary>
internal static unsafe class Slivers
{
    /// <summary>Packs a panel into slivers of a given width, each <c>[depth, width]</c> without gaps.</summary>
    /// <param name="scale">A factor on every element.</param>
    /// <param name="panel">The panel <c>[depth, columns]</c>.</param>
    /// <param name="width">The width of a sliver; the last one is filled up with zeros.</param>
    /// <param name="destination">Room for <c>depth * columns</c> elements, columns rounded up to the width.</param>
    internal static void Pack(double scale, MatrixView panel, int width, double* destination)
    {
        for (int column = 0; column < panel.Columns; column += width)
        {
            int count = Math.Min(width, panel.Columns - column);
            if (count < width)
            {
                new Span<double>(destination, panel.Rows * width).Clear();
            }

            MatrixView sliver = panel.Block(0, column, panel.Rows, count);
            if (sliver.ColumnStride == 1)
            {
                PackRows(scale, sliver, width, destination);
            }
            else
            {
                PackColumns(scale, sliver, width, destination);
            }

            destination += (nint)panel.Rows * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(double scale, MatrixView sliver, int width, double* destination)
    {
        Vector512<double> scales = Vector512.Create(scale);
        for (int k = 0; k < sliver.Rows; k++)
        {
            double* source = sliver.At(k, 0);
            int j = 0;
            for (; j + Vector512<double>.Count <= sliver.Columns; j += Vector512<double>.Count)
            {
                (scales * Vector512.Load(source + j)).Store(destination + j);
            }

            for (; j < sliver.Columns; j++)
            {
                destination[j] = scale * source[j];
            }

            destination += width;
        }
    }

    // Eight steps of the depth at a time: they share the cache lines of every column that is read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(double scale, MatrixView sliver, int width, double* destination)
    {
        const int Steps = 8;
        for (int start = 0; start < sliver.Rows; start += Steps)
        {
            int end = Math.Min(start + Steps, sliver.Rows);
            for (int j = 0; j < sliver.Columns; j++)
            {
                for (int k = start; k < end; k++)
                {
                    destination[(k * width) + j] = scale * *sliver.At(k, j);
                }
            }
        }
    }
}
