using System.Numerics;
using System.Runtime.CompilerServices;
using Fidelis.Features;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics;

/// <summary>The rows of a sample in float64, read in blocks whose borders depend on nothing but the number of rows.</summary>
/// <remarks>
/// Sums over a sample are taken block by block in this order. Neither the batches in which the features were made nor the number of
/// threads can therefore change a digit.
/// </remarks>
internal sealed class SampleRows
{
    // 1,024 rows of 2,048 features are 16 MiB of float64: enough for the products to run at full speed, little beside the features.
    private const int BlockRows = 1024;

    // 256 KB of float64: what one thread reads or centres at a time.
    private const int ElementsPerTask = 1 << 15;

    private readonly RowReader read;

    private SampleRows(long count, int dimension, RowReader read)
    {
        Count = count;
        Dimension = dimension;
        this.read = read;
    }

    private delegate void RowReader(long index, Span<double> destination);

    /// <summary>Gets the number of rows n.</summary>
    public long Count { get; }

    /// <summary>Gets the number of columns d.</summary>
    public int Dimension { get; }

    /// <summary>Takes features, which stay where they are.</summary>
    public static SampleRows Of(FeatureMatrix features) =>
        new(features.RowCount, features.Columns, (index, destination) => Widen(features.Row(index), destination));

    /// <summary>Takes a matrix <c>[n, d]</c>, which stays where it is.</summary>
    public static SampleRows Of(Matrix sample) =>
        new(sample.Rows, sample.Columns, (index, destination) => sample.Row((int)index).CopyTo(destination));

    /// <summary>Reads one row.</summary>
    public void Read(long index, Span<double> destination) => read(index, destination);

    /// <summary>Reads the sample block by block, in order. The caller may change a block, which holds its rows until the next one is asked for.</summary>
    public IEnumerable<Matrix> Blocks()
    {
        Matrix block = new(0, Dimension);
        for (long first = 0; first < Count; first += BlockRows)
        {
            int count = (int)Math.Min(BlockRows, Count - first);
            block = block.Rows == count ? block : new Matrix(count, Dimension);
            Fill(block, first);
            yield return block;
        }
    }

    /// <summary>Reads the sample block by block with the mean taken off.</summary>
    public IEnumerable<Matrix> CentredBlocks(double[] mean)
    {
        foreach (Matrix block in Blocks())
        {
            Centre(block, mean);
            yield return block;
        }
    }

    /// <summary>Reads the sample block by block, each row brought to length 1. No row may be zero.</summary>
    public IEnumerable<Matrix> Directions()
    {
        foreach (Matrix block in Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                Normalise(block.Row(i));
            }

            yield return block;
        }
    }

    /// <summary>Reads the whole sample at once with the mean taken off. For small n only.</summary>
    public Matrix Centred(double[] mean)
    {
        Matrix sample = new(checked((int)Count), Dimension);
        Fill(sample, 0);
        Centre(sample, mean);
        return sample;
    }

    private void Fill(Matrix block, long first)
    {
        ForRows(block, i => read(first + i, block.Row(i)));
    }

    private static void ForRows(Matrix block, Action<int> body)
    {
        int rowsPerTask = Math.Max(1, ElementsPerTask / Math.Max(1, block.Columns));
        Parallelism.For((block.Rows + rowsPerTask - 1) / rowsPerTask, task =>
        {
            int end = Math.Min(block.Rows, (task + 1) * rowsPerTask);
            for (int i = task * rowsPerTask; i < end; i++)
            {
                body(i);
            }
        });
    }

    /// <summary>
    /// Divides the rows at random into two halves, of which the first has the odd one. Chance is taken from the rows themselves, so that
    /// neither their order nor a seed matters, and of equal rows each half gets as many.
    /// </summary>
    public (SampleRows First, SampleRows Second) Halve()
    {
        ulong[] keys = new ulong[Count];
        long[] order = new long[Count];
        double[] row = new double[Dimension];
        for (long i = 0; i < Count; i++)
        {
            read(i, row);
            keys[i] = Mix(row);
            order[i] = i;
        }

        Array.Sort(keys, order);
        return (Every(0), Every(1));

        SampleRows Every(int start)
        {
            long[] chosen = [.. order.Where((_, place) => place % 2 == start).Order()];
            return new SampleRows(chosen.Length, Dimension, (index, destination) => read(chosen[index], destination));
        }
    }

    private static ulong Mix(ReadOnlySpan<double> row)
    {
        ulong state = 0xCBF29CE484222325;
        foreach (double value in row)
        {
            state = unchecked((state ^ BitConverter.DoubleToUInt64Bits(value)) * 0x9E3779B97F4A7C15);
            state ^= state >> 32;
        }

        return state;
    }

    private static void Normalise(Span<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        double scale = 1 / Math.Sqrt(sum);
        foreach (ref double value in row)
        {
            value *= scale;
        }
    }

    private static void Centre(Matrix block, double[] mean) => ForRows(block, i =>
    {
        Span<double> row = block.Row(i);
        int j = 0;
        for (; j + Vector<double>.Count <= row.Length; j += Vector<double>.Count)
        {
            (new Vector<double>(row[j..]) - new Vector<double>(mean, j)).CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            row[j] -= mean[j];
        }
    });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<float> source, Span<double> destination)
    {
        int j = 0;
        for (; j + Vector<float>.Count <= destination.Length; j += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(source[j..]), out Vector<double> low, out Vector<double> high);
            low.CopyTo(destination[j..]);
            high.CopyTo(destination[(j + Vector<double>.Count)..]);
        }

        for (; j < destination.Length; j++)
        {
            destination[j] = source[j];
        }
    }
}
