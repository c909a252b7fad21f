using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Makes a band of output rows: the rows of the source that it needs pass through <see cref="RowBlock{TSample, T, TRegister, TArithmetic}"/> block by
/// block, into a ring that holds no more of them than one output row is made from and therefore stays in the cache.
/// </summary>
internal static unsafe class RowBand<TSample, T, TRegister, TArithmetic>
    where TSample : unmanaged
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
    where TArithmetic : IArithmetic<TRegister>
{
    private const int Channels = ResamplingJob<TSample>.Channels;
    private const int ValuesOfCacheLine = 16;
    private const float Brightest = 255;

    private static int RowsOfBlock => RowBlock<TSample, T, TRegister, TArithmetic>.RowCount;

    /// <summary>Resizes the part of a picture that becomes the output rows <c>[from, to)</c>.</summary>
    public static void Resize(in ResamplingJob<TSample> job, int from, int to)
    {
        int length = job.Width * Channels;
        nint stride = Stride(length);

        // A power of two, so that a row is found by its last bits; it is a multiple of the rows of a block, so that no block is torn.
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)((job.Down?.LongestCount ?? 1) + RowsOfBlock - 1));
        using ScratchBuffer ringBuffer = ScratchBuffer.Rent((capacity + 1L) * stride);
        using ScratchBuffer blockBuffer = ScratchBuffer.Rent(job.Across is null ? 1 : RowBlock<TSample, T, TRegister, TArithmetic>.ScratchLength(job.Across));
        float* ring = ringBuffer.Pointer;
        float* combined = ring + (capacity * stride);
        for (int i = 0; i < capacity; i++)
        {
            // Old bits behind the end of a row may be numbers that are slow to compute with.
            new Span<float>(ring + (i * stride) + length, (int)stride - length).Clear();
        }

        int first = job.Down?.Start(from) ?? from;
        int ready = first;
        for (int y = from; y < to; y++)
        {
            for (int end = job.Down?.End(y) ?? y + 1; ready < end; ready += RowsOfBlock)
            {
                ResampleRows(job, ready, blockBuffer.Pointer, ring + (((ready - first) & (capacity - 1)) * stride), stride);
            }

            float* row = ring + (((y - first) & (capacity - 1)) * stride);
            if (job.Down is { } down)
            {
                Combine(ring, down.Start(y) - first, capacity - 1, stride, down.Weights<T>(y), length, combined);
                row = combined;
            }

            Finish(row, job.Overshoot, length, job.Destination + ((nint)y * length));
        }
    }

    // Whole groups of registers fit in behind any value of a row. An odd number of cache lines puts successive rows into different sets.
    private static nint Stride(int length) => (((nint)length / 64) + 1) * 64 + ValuesOfCacheLine;

    private static void ResampleRows(in ResamplingJob<TSample> job, int place, float* scratch, float* destination, nint stride)
    {
        TSample** rows = stackalloc TSample*[RowsOfBlock];
        for (int i = 0; i < RowsOfBlock; i++)
        {
            rows[i] = job.SourceRow(place + i);
        }

        if (job.Across is { } across)
        {
            RowBlock<TSample, T, TRegister, TArithmetic>.Resample(rows, job.SourceWidth, across, job.Width, scratch, destination, stride);
            return;
        }

        for (int i = 0; i < RowsOfBlock; i++)
        {
            Copy(rows[i], destination + (i * stride), job.Width * Channels);
        }
    }

    private static void Copy(TSample* source, float* destination, int length)
    {
        if (typeof(TSample) == typeof(float))
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(destination, length));
            return;
        }

        byte* bytes = (byte*)source;
        int i = 0;
        for (; i + Vector<byte>.Count <= length; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.Load(bytes + i), out Vector<ushort> lower, out Vector<ushort> upper);
            StoreWords(lower, destination + i);
            StoreWords(upper, destination + i + Vector<ushort>.Count);
        }

        for (; i < length; i++)
        {
            destination[i] = bytes[i];
        }
    }

    private static void StoreWords(Vector<ushort> words, float* destination)
    {
        Vector.Widen(words, out Vector<uint> lower, out Vector<uint> upper);
        Vector.ConvertToSingle(Vector.AsVectorInt32(lower)).Store(destination);
        Vector.ConvertToSingle(Vector.AsVectorInt32(upper)).Store(destination + Vector<float>.Count);
    }

    // One output row from rows of the ring, beginning with row `start`, four registers of columns at a time.
    private static void Combine(float* ring, int start, int mask, nint stride, ReadOnlySpan<T> weights, int length, float* destination)
    {
        int first = TArithmetic.IsFromLast ? weights.Length - 1 : 0;
        int step = TArithmetic.IsFromLast ? -1 : 1;
        ref T weight = ref MemoryMarshal.GetReference(weights);
        for (nint x = 0; x < length; x += 4 * TRegister.Count)
        {
            int k = first;
            float* values = ring + (((start + k) & mask) * stride) + x;
            TRegister w = TRegister.Create(Unsafe.Add(ref weight, k));
            TRegister sum0 = TArithmetic.Start(TRegister.LoadSingles(values), w);
            TRegister sum1 = TArithmetic.Start(TRegister.LoadSingles(values + TRegister.Count), w);
            TRegister sum2 = TArithmetic.Start(TRegister.LoadSingles(values + (2 * TRegister.Count)), w);
            TRegister sum3 = TArithmetic.Start(TRegister.LoadSingles(values + (3 * TRegister.Count)), w);
            for (int rest = weights.Length - 1; rest > 0; rest--)
            {
                k += step;
                values = ring + (((start + k) & mask) * stride) + x;
                w = TRegister.Create(Unsafe.Add(ref weight, k));
                sum0 = TArithmetic.Add(sum0, TRegister.LoadSingles(values), w);
                sum1 = TArithmetic.Add(sum1, TRegister.LoadSingles(values + TRegister.Count), w);
                sum2 = TArithmetic.Add(sum2, TRegister.LoadSingles(values + (2 * TRegister.Count)), w);
                sum3 = TArithmetic.Add(sum3, TRegister.LoadSingles(values + (3 * TRegister.Count)), w);
            }

            TRegister.StoreSingles(destination + x, sum0, sum1);
            TRegister.StoreSingles(destination + x + (2 * TRegister.Count), sum2, sum3);
        }
    }

    private static void Finish(float* row, Overshoot overshoot, int length, float* destination)
    {
        if (overshoot == Overshoot.Keep)
        {
            new ReadOnlySpan<float>(row, length).CopyTo(new Span<float>(destination, length));
            return;
        }

        int i = 0;
        for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
        {
            Vector.Min(Vector.Max(Vector.Load(row + i), Vector<float>.Zero), Vector.Create(Brightest)).Store(destination + i);
        }

        for (; i < length; i++)
        {
            destination[i] = Math.Clamp(row[i], 0, Brightest);
        }
    }
}
