using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>The pass along rows: resamples a few rows at a time, whose sums share the weights.</summary>
/// <remarks>
/// <para>
/// The rows are laid side by side first, in the type of the sums, so that a source sample of the axis is one line of 256 bytes and a weight
/// is fetched once for many sums:
/// </para>
/// <code>
///   column 0:  row 0: R G B .   row 1: R G B .   ...     the fourth lane of a pixel is idle
///   column 1:  row 0: R G B .   row 1: R G B .   ...
/// </code>
/// <para>Nothing is ever transposed, and three of four lanes do work.</para>
/// </remarks>
internal static unsafe class RowBlock<TSample, T, TRegister, TArithmetic>
    where TSample : unmanaged
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
    where TArithmetic : IArithmetic<TRegister>
{
    // A chunk is 64 KB, which stays in the second-level cache of one core together with the rows that it becomes.
    private const int ColumnsOfChunk = 256;
    private const int BytesOfLine = 256;
    private const int LanesOfPixel = 4;
    private const int Channels = ResamplingJob<TSample>.Channels;

    /// <summary>Gets the number of rows of a block: 8 where sums are float64, 16 where they are float32.</summary>
    public static int RowCount => ValuesOfLine / LanesOfPixel;

    private static int ValuesOfLine => BytesOfLine / sizeof(T);

    /// <summary>Counts the float32 values of scratch memory that <see cref="Resample"/> needs.</summary>
    public static long ScratchLength(ResamplingTable table) => (ColumnRoom(table) + 1L) * BytesOfLine / sizeof(float);

    /// <summary>Resamples the rows of a block.</summary>
    /// <param name="rows">Where each of the <see cref="RowCount"/> source rows begins.</param>
    /// <param name="sourceWidth">The pixels of a source row.</param>
    /// <param name="table">The table of the columns.</param>
    /// <param name="width">The pixels of a resampled row.</param>
    /// <param name="scratch">Aligned memory of <see cref="ScratchLength"/> values.</param>
    /// <param name="destination">Where the first resampled row begins; one value behind each row is overwritten.</param>
    /// <param name="stride">The distance between resampled rows in values.</param>
    public static void Resample(TSample** rows, int sourceWidth, ResamplingTable table, int width, float* scratch, float* destination, nint stride)
    {
        float* pixels = scratch;
        T* block = (T*)(scratch + (BytesOfLine / sizeof(float)));
        int room = ColumnRoom(table);
        for (int q = 0; q < width;)
        {
            int chunkStart = table.Start(q);
            int chunkEnd = q;
            while (chunkEnd < width && table.End(chunkEnd) - chunkStart <= room)
            {
                chunkEnd++;
            }

            LaySideBySide(rows, sourceWidth, table.Samples[chunkStart..table.End(chunkEnd - 1)], block);
            for (; q < chunkEnd; q++)
            {
                Combine(block + ((nint)(table.Start(q) - chunkStart) * ValuesOfLine), table.Weights<T>(q), pixels, destination + ((nint)q * Channels), stride);
            }
        }
    }

    private static int ColumnRoom(ResamplingTable table) => Math.Max(ColumnsOfChunk, table.LongestCount);

    private static void LaySideBySide(TSample** rows, int sourceWidth, ReadOnlySpan<int> columns, T* block)
    {
        // A pixel is read together with the first sample of its neighbour, which the last one of a row may not have.
        int safe = columns.Length;
        while (safe > 0 && columns[safe - 1] == sourceWidth - 1)
        {
            safe--;
        }

        TSample* pixels = stackalloc TSample[4 * LanesOfPixel];
        for (int row = 0; row < RowCount; row += 4)
        {
            TSample* row0 = rows[row];
            TSample* row1 = rows[row + 1];
            TSample* row2 = rows[row + 2];
            TSample* row3 = rows[row + 3];
            T* line = block + (row * LanesOfPixel);
            int i = 0;
            for (; i < safe; i++, line += ValuesOfLine)
            {
                nint at = (nint)columns[i] * Channels;
                StorePixels(line, row0 + at, row1 + at, row2 + at, row3 + at);
            }

            for (; i < columns.Length; i++, line += ValuesOfLine)
            {
                nint at = (nint)columns[i] * Channels;
                for (int channel = 0; channel < Channels; channel++)
                {
                    pixels[channel] = row0[at + channel];
                    pixels[LanesOfPixel + channel] = row1[at + channel];
                    pixels[(2 * LanesOfPixel) + channel] = row2[at + channel];
                    pixels[(3 * LanesOfPixel) + channel] = row3[at + channel];
                }

                StorePixels(line, pixels, pixels + LanesOfPixel, pixels + (2 * LanesOfPixel), pixels + (3 * LanesOfPixel));
            }
        }
    }

    // Four samples from each of four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePixels(T* line, TSample* row0, TSample* row1, TSample* row2, TSample* row3)
    {
        if (typeof(TSample) == typeof(byte))
        {
            TRegister.StoreBytes(line, Vector128.Create(
                Unsafe.ReadUnaligned<uint>(row0), Unsafe.ReadUnaligned<uint>(row1), Unsafe.ReadUnaligned<uint>(row2), Unsafe.ReadUnaligned<uint>(row3)).AsByte());
            return;
        }

        StorePixel(line, (float*)row0);
        StorePixel(line + LanesOfPixel, (float*)row1);
        StorePixel(line + (2 * LanesOfPixel), (float*)row2);
        StorePixel(line + (3 * LanesOfPixel), (float*)row3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePixel(T* line, float* pixel)
    {
        Vector128<float> samples = Vector128.Load(pixel);
        if (typeof(T) == typeof(float))
        {
            samples.Store((float*)line);
            return;
        }

        Vector128.WidenLower(samples).Store((double*)line);
        Vector128.WidenUpper(samples).Store((double*)line + 2);
    }

    // One output pixel of every row, four registers of rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(T* lines, ReadOnlySpan<T> weights, float* pixels, float* destination, nint stride)
    {
        int first = TArithmetic.IsFromLast ? weights.Length - 1 : 0;
        int step = TArithmetic.IsFromLast ? -1 : 1;
        for (int lane = 0; lane < ValuesOfLine; lane += 4 * TRegister.Count)
        {
            T* line = lines + ((nint)first * ValuesOfLine) + lane;
            ref T weight = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
            TRegister w = TRegister.Create(weight);
            TRegister sum0 = TArithmetic.Start(TRegister.Load(line), w);
            TRegister sum1 = TArithmetic.Start(TRegister.Load(line + TRegister.Count), w);
            TRegister sum2 = TArithmetic.Start(TRegister.Load(line + (2 * TRegister.Count)), w);
            TRegister sum3 = TArithmetic.Start(TRegister.Load(line + (3 * TRegister.Count)), w);
            for (int rest = weights.Length - 1; rest > 0; rest--)
            {
                weight = ref Unsafe.Add(ref weight, step);
                line += step * ValuesOfLine;
                w = TRegister.Create(weight);
                sum0 = TArithmetic.Add(sum0, TRegister.Load(line), w);
                sum1 = TArithmetic.Add(sum1, TRegister.Load(line + TRegister.Count), w);
                sum2 = TArithmetic.Add(sum2, TRegister.Load(line + (2 * TRegister.Count)), w);
                sum3 = TArithmetic.Add(sum3, TRegister.Load(line + (3 * TRegister.Count)), w);
            }

            TRegister.StoreSingles(pixels + lane, sum0, sum1);
            TRegister.StoreSingles(pixels + lane + (2 * TRegister.Count), sum2, sum3);
        }

        // Pixels are written in rising order, so that the idle lane of one is overwritten by the next.
        for (int row = 0; row < RowCount; row++, destination += stride)
        {
            Vector128.Load(pixels + (row * LanesOfPixel)).Store(destination);
        }
    }
}
