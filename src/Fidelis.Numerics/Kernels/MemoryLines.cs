using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Memory;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Copies and clears many short lines, 9 to a few hundred values each, for which a call to the platform's copy would cost as much as the
/// copying.
/// </summary>
internal static unsafe class MemoryLines
{
    private const int LineValues = 16;

    /// <summary>Copies lines of one length.</summary>
    /// <param name="source">The first line.</param>
    /// <param name="sourceStep">Values from line to line.</param>
    /// <param name="destination">The first line of the copy.</param>
    /// <param name="destinationStep">Values from line to line of the copy.</param>
    /// <param name="lineCount">The number of lines.</param>
    /// <param name="length">Values in a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint sourceStep, float* destination, nint destinationStep, int lineCount, int length)
    {
        // Every line ends with a vector that overlaps the one before it, so that no value is copied alone.
        if (length >= 16)
        {
            int last = length - 16;
            for (int line = 0; line < lineCount; line++)
            {
                for (int i = 0; i < last; i += 16)
                {
                    Vector512.Load(source + i).Store(destination + i);
                }

                Vector512.Load(source + last).Store(destination + last);
                source += sourceStep;
                destination += destinationStep;
            }
        }
        else if (length >= 8)
        {
            for (int line = 0; line < lineCount; line++)
            {
                Vector256<float> end = Vector256.Load(source + length - 8);
                Vector256.Load(source).Store(destination);
                end.Store(destination + length - 8);
                source += sourceStep;
                destination += destinationStep;
            }
        }
        else
        {
            for (int line = 0; line < lineCount; line++)
            {
                for (int i = 0; i < length; i++)
                {
                    destination[i] = source[i];
                }

                source += sourceStep;
                destination += destinationStep;
            }
        }
    }

    /// <summary>Fills lines of one length with zeros.</summary>
    /// <param name="destination">The first line.</param>
    /// <param name="destinationStep">Values from line to line.</param>
    /// <param name="lineCount">The number of lines.</param>
    /// <param name="length">Values in a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(float* destination, nint destinationStep, int lineCount, int length)
    {
        for (int line = 0; line < lineCount; line++)
        {
            int i = 0;
            for (; i <= length - 16; i += 16)
            {
                Vector512<float>.Zero.Store(destination + i);
            }

            for (; i < length; i++)
            {
                destination[i] = 0;
            }

            destination += destinationStep;
        }
    }

    /// <summary>Asks for a part of some lines, so that it lies in the first-level cache when it is written; nothing where the processor cannot be asked.</summary>
    /// <param name="lines">Where each line begins.</param>
    /// <param name="lineCount">The number of lines.</param>
    /// <param name="first">The first value of the part.</param>
    /// <param name="length">Values of the part.</param>
    public static void Prefetch(float** lines, int lineCount, nint first, int length)
    {
        for (int line = 0; line < lineCount; line++)
        {
            for (int i = 0; i < length; i += LineValues)
            {
                CacheLine.Fetch(ref lines[line][first + i]);
            }
        }
    }

    /// <summary>Copies a matrix column by column into lines: <c>destination[line * destinationStep + column]</c>.</summary>
    /// <remarks>
    /// Four columns at a time: more would lie a power of two apart, as they often do, and drive each other out of the first-level cache.
    /// </remarks>
    /// <param name="source">The first value.</param>
    /// <param name="lineStep">Values of the source from line to line.</param>
    /// <param name="columnStep">Values of the source from column to column.</param>
    /// <param name="destination">The first line of the copy.</param>
    /// <param name="destinationStep">Values from line to line of the copy.</param>
    /// <param name="lineCount">The number of lines.</param>
    /// <param name="columnCount">The number of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyByColumns(
        float* source, nint lineStep, nint columnStep, float* destination, nint destinationStep, int lineCount, int columnCount)
    {
        int column = 0;
        for (; column <= columnCount - 4; column += 4)
        {
            float* from = source + (column * columnStep);
            float* to = destination + column;
            for (int line = 0; line < lineCount; line++)
            {
                Vector128.Create(from[0], from[columnStep], from[2 * columnStep], from[3 * columnStep]).Store(to);
                from += lineStep;
                to += destinationStep;
            }
        }

        for (; column < columnCount; column++)
        {
            float* from = source + (column * columnStep);
            float* to = destination + column;
            for (int line = 0; line < lineCount; line++)
            {
                *to = *from;
                from += lineStep;
                to += destinationStep;
            }
        }
    }

    /// <summary>Adds up lines that follow one another and adds the result to sums: <c>sums[column] += sum over lines</c>.</summary>
    /// <param name="source">The first line.</param>
    /// <param name="length">Values in a line.</param>
    /// <param name="lineCount">The number of lines.</param>
    /// <param name="sums">The sums, one for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* source, int length, int lineCount, Span<float> sums)
    {
        // Lines in pairs, whatever the registers, so that the digits are the same everywhere. Columns are independent: two lines of the cache at a time, as
        // they follow one another in memory, where there are as many.
        int column = 0;
        for (; column <= length - 32; column += 32)
        {
            Vector256<float> even0 = Vector256<float>.Zero, even1 = even0, even2 = even0, even3 = even0;
            Vector256<float> odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
            float* line = source + column;
            int i = 0;
            for (; i < lineCount - 1; i += 2, line += 2 * length)
            {
                float* next = line + length;
                even0 += Vector256.Load(line);
                even1 += Vector256.Load(line + 8);
                even2 += Vector256.Load(line + 16);
                even3 += Vector256.Load(line + 24);
                odd0 += Vector256.Load(next);
                odd1 += Vector256.Load(next + 8);
                odd2 += Vector256.Load(next + 16);
                odd3 += Vector256.Load(next + 24);
            }

            if (i < lineCount)
            {
                even0 += Vector256.Load(line);
                even1 += Vector256.Load(line + 8);
                even2 += Vector256.Load(line + 16);
                even3 += Vector256.Load(line + 24);
            }

            Add(even0 + odd0, sums.Slice(column, 8));
            Add(even1 + odd1, sums.Slice(column + 8, 8));
            Add(even2 + odd2, sums.Slice(column + 16, 8));
            Add(even3 + odd3, sums.Slice(column + 24, 8));
        }

        for (; column <= length - 8; column += 8)
        {
            Vector256<float> even = Vector256<float>.Zero;
            Vector256<float> odd = Vector256<float>.Zero;
            float* line = source + column;
            int i = 0;
            for (; i < lineCount - 1; i += 2, line += 2 * length)
            {
                even += Vector256.Load(line);
                odd += Vector256.Load(line + length);
            }

            if (i < lineCount)
            {
                even += Vector256.Load(line);
            }

            Add(even + odd, sums.Slice(column, 8));
        }

        for (; column < length; column++)
        {
            float sum = 0;
            for (int i = 0; i < lineCount; i++)
            {
                sum += source[((nint)i * length) + column];
            }

            sums[column] += sum;
        }
    }

    /// <summary>Adds up the lines of some parts in float64, in the order of the parts: <c>totals[column] = sum over parts</c>.</summary>
    /// <param name="source">The line of the first part.</param>
    /// <param name="step">Values from part to part.</param>
    /// <param name="partCount">The number of parts.</param>
    /// <param name="totals">Receives the sums, one for each column.</param>
    public static void SumParts(float* source, nint step, int partCount, Span<float> totals)
    {
        for (int column = 0; column < totals.Length; column++)
        {
            double sum = 0;
            for (int part = 0; part < partCount; part++)
            {
                sum += source[(part * step) + column];
            }

            totals[column] = (float)sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> values, Span<float> sums) => (Vector256.Create<float>(sums) + values).CopyTo(sums);
}
