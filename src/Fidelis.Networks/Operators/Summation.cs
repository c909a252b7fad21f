using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>Sums over neighbouring axes, and its counterpart, which repeats values along new ones. Each is the gradient of the other.</summary>
/// <remarks>Sums are taken in float64 over blocks that were summed in float32, in an order that only the shape decides.</remarks>
public static class Summation
{
    // A block is summed in float32 before it is added in float64: 64 terms lose at most 64 half units in the last place.
    private const int BlockRows = 64;

    private const int StripColumns = 1024;

    // About 64 Ki values for a piece of work.
    private const int PieceLength = 1 << 16;

    /// <summary>Sums over the axes <c>firstAxis .. firstAxis + axisCount - 1</c>, which vanish.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <param name="firstAxis">The first axis to sum over.</param>
    /// <param name="axisCount">The number of axes.</param>
    /// <returns>The sums, with the axes that remain.</returns>
    public static Variable Over(Variable x, int firstAxis, int axisCount)
    {
        ArgumentNullException.ThrowIfNull(x);
        (int outer, int repeated, int inner) = Split(x.Shape, firstAxis, axisCount);
        int[] removed = x.Shape.Slice(firstAxis, axisCount).ToArray();
        Tensor sums = x.Tape.Rent([.. x.Shape[..firstAxis], .. x.Shape[(firstAxis + axisCount)..]]);
        Sum(x.Value.Data, outer, repeated, inner, sums.Data);
        return x.Tape.Record(sums, (x, gradient => Repeat(gradient, firstAxis, removed)));
    }

    /// <summary>Repeats the values along new axes that are inserted before <paramref name="firstAxis"/>.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <param name="firstAxis">Where the new axes begin.</param>
    /// <param name="lengths">The length of each new axis.</param>
    /// <returns>The values, with the new axes.</returns>
    public static Variable Repeat(Variable x, int firstAxis, params ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        int axisCount = lengths.Length;
        Tensor repeated = x.Tape.Rent([.. x.Shape[..firstAxis], .. lengths, .. x.Shape[firstAxis..]]);
        (int outer, int repetitions, int inner) = Split(repeated.Shape, firstAxis, axisCount);
        float[] source = x.Value.Data;
        int rowsPerPiece = Math.Max(1, PieceLength / Math.Max(inner, 1));
        int rows = outer * repetitions;
        Parallelism.For((rows + rowsPerPiece - 1) / rowsPerPiece, piece =>
        {
            int last = Math.Min((piece + 1) * rowsPerPiece, rows);
            for (int row = piece * rowsPerPiece; row < last; row++)
            {
                source.AsSpan(row / repetitions * inner, inner).CopyTo(repeated.Data.AsSpan(row * inner, inner));
            }
        });
        return x.Tape.Record(repeated, (x, gradient => Over(gradient, firstAxis, axisCount)));
    }

    /// <summary>Sums over all axes but the last, which holds the channels.</summary>
    /// <param name="x">A variable <c>[..., channels]</c>.</param>
    /// <returns>The sums <c>[channels]</c>.</returns>
    public static Variable PerChannel(Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Over(x, 0, x.Shape.Length - 1);
    }

    /// <summary>Sums all elements.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <returns>The sum, of rank 0.</returns>
    public static Variable Total(Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Over(x, 0, x.Shape.Length);
    }

    /// <summary>Sums <c>x [outer, repeated, inner]</c> over its middle axis.</summary>
    internal static void Sum(float[] x, int outer, int repeated, int inner, float[] sums)
    {
        if (inner == 1)
        {
            // A long row is summed as 16 interleaved channels, whose sums are then added in order.
            const int Lanes = 16;
            float[] lanes = new float[outer * Lanes];
            int whole = repeated / Lanes;
            SumRows(x, outer, repeated, whole, Lanes, lanes);
            for (int o = 0; o < outer; o++)
            {
                double sum = 0;
                foreach (float lane in lanes.AsSpan(o * Lanes, Lanes))
                {
                    sum += lane;
                }

                foreach (float rest in x.AsSpan((o * repeated) + (whole * Lanes), repeated - (whole * Lanes)))
                {
                    sum += rest;
                }

                sums[o] = (float)sum;
            }

            return;
        }

        SumRows(x, outer, repeated * inner, repeated, inner, sums);
    }

    /// <summary>Sums, for each of <c>outer</c> stretches that begin <c>stride</c> values apart, its <c>rows</c> rows of <c>width</c> values.</summary>
    private static void SumRows(float[] x, int outer, int stride, int rows, int width, float[] sums)
    {
        int blocksPerPiece = Math.Max(1, PieceLength / (BlockRows * width));
        int rowsPerPiece = blocksPerPiece * BlockRows;
        int pieces = Math.Max(1, (rows + rowsPerPiece - 1) / rowsPerPiece);
        double[] partial = ArrayPool<double>.Shared.Rent(outer * pieces * width);
        Array.Clear(partial, 0, outer * pieces * width);

        // Small stretches share a thread: the cut follows the sizes alone.
        int stretchesPerTask = pieces > 1 ? 1 : Math.Max(1, PieceLength / Math.Max(1, rows * width));
        int tasks = pieces > 1 ? outer * pieces : (outer + stretchesPerTask - 1) / stretchesPerTask;
        Parallelism.For(tasks, task =>
        {
            int last = Math.Min((task + 1) * stretchesPerTask, outer * pieces);
            for (int i = task * stretchesPerTask; i < last; i++)
            {
                int firstRow = i % pieces * rowsPerPiece;
                int count = Math.Min(rowsPerPiece, rows - firstRow);
                AddRows(x.AsSpan((i / pieces * stride) + (firstRow * width), count * width), width, partial.AsSpan(i * width, width));
            }
        });

        for (int o = 0; o < outer; o++)
        {
            for (int c = 0; c < width; c++)
            {
                double sum = 0;
                for (int p = 0; p < pieces; p++)
                {
                    sum += partial[(((o * pieces) + p) * width) + c];
                }

                sums[(o * width) + c] = (float)sum;
            }
        }

        ArrayPool<double>.Shared.Return(partial);
    }

    /// <summary>Adds rows of <paramref name="width"/> values onto float64 sums, block by block and no more columns at once than the stack has room for.</summary>
    internal static void AddRows(ReadOnlySpan<float> rows, int width, Span<double> sums)
    {
        Span<float> strip = stackalloc float[Math.Min(width, StripColumns)];
        for (int column = 0; column < width; column += StripColumns)
        {
            Span<float> block = strip[..Math.Min(StripColumns, width - column)];
            for (int start = 0; start < rows.Length; start += BlockRows * width)
            {
                int end = Math.Min(start + (BlockRows * width), rows.Length);
                block.Clear();
                for (int row = start; row < end; row += width)
                {
                    Add(rows.Slice(row + column, block.Length), block);
                }

                for (int c = 0; c < block.Length; c++)
                {
                    sums[column + c] += block[c];
                }
            }
        }
    }

    private static void Add(ReadOnlySpan<float> row, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] += rows[i];
        }

        for (int i = vectors.Length * Vector<float>.Count; i < sums.Length; i++)
        {
            sums[i] += row[i];
        }
    }

    private static (int Outer, int Middle, int Inner) Split(ReadOnlySpan<int> shape, int firstAxis, int axisCount) =>
        (Product(shape[..firstAxis]), Product(shape.Slice(firstAxis, axisCount)), Product(shape[(firstAxis + axisCount)..]));

    private static int Product(ReadOnlySpan<int> lengths)
    {
        int product = 1;
        foreach (int length in lengths)
        {
            product *= length;
        }

        return product;
    }
}
