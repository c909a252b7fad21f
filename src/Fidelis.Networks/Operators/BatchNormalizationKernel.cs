using System.Buffers;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>The passes over memory of batch normalisation, each of which reads its tensors once.</summary>
/// <remarks>
/// A tensor is a matrix of rows (pixels of all images) and columns (channels). It is worked on in blocks that stay in the first
/// cache: within a block sums are taken in float32, column by column; blocks are joined in float64, in the order of the rows.
/// </remarks>
internal static partial class BatchNormalizationKernel
{
    // 16 KiB of floats: half of the smallest first-level cache. Sums follow the blocks, so that these are the same on every machine, as the digits are.
    private const int BlockLength = 1 << 12;

    // What one thread takes at a time.
    private const int BlocksPerPiece = 16;

    /// <summary>Normalises all rows.</summary>
    public static void Normalize(float[] x, ChannelNormalization normalization, float[] y)
    {
        int channels = normalization.ChannelCount;
        ForBlocks(x.Length / channels, channels, (start, count) =>
            normalization.Apply(x.AsSpan(start * channels, count * channels), y.AsSpan(start * channels, count * channels)));
    }

    private static int BlockRows(int channels) => Math.Max(1, BlockLength / channels);

    /// <summary>Runs over pieces of rows, each with two sums for each channel that begin at zero, and then joins the sums in the order of the pieces.</summary>
    private static void ForPieces<TPiece>(int rows, int channels, TPiece piece)
        where TPiece : struct, IPiece
    {
        int rowsPerPiece = BlockRows(channels) * BlocksPerPiece;
        int count = (rows + rowsPerPiece - 1) / rowsPerPiece;
        double[] sums = ArrayPool<double>.Shared.Rent(count * 2 * channels);
        Parallelism.For(count, new Pieces<TPiece>(rows, channels, rowsPerPiece, sums, piece));
        for (int start = 0; start < rows; start += rowsPerPiece)
        {
            piece.Join(start, Math.Min(rowsPerPiece, rows - start), sums.AsSpan(start / rowsPerPiece * 2 * channels, 2 * channels));
        }

        ArrayPool<double>.Shared.Return(sums);
    }

    /// <summary>Runs over all blocks; within one, the body may go column by column without leaving the first cache.</summary>
    private static void ForBlocks(int rows, int channels, Action<int, int> body)
    {
        int blockRows = BlockRows(channels);
        int rowsPerPiece = blockRows * BlocksPerPiece;
        Parallelism.For((rows + rowsPerPiece - 1) / rowsPerPiece, piece =>
        {
            int last = Math.Min((piece + 1) * rowsPerPiece, rows);
            for (int row = piece * rowsPerPiece; row < last; row += blockRows)
            {
                body(row, Math.Min(blockRows, last - row));
            }
        });
    }

    /// <summary>What is summed up over some rows.</summary>
    private interface IPiece
    {
        /// <summary>Sums up rows: a first sum for each channel, then a second for each.</summary>
        void Sum(int start, int count, Span<double> sums);

        /// <summary>Adds the sums of the next rows to those of all before.</summary>
        void Join(int start, int count, ReadOnlySpan<double> sums);
    }

    private readonly struct Pieces<TPiece>(int rows, int channels, int rowsPerPiece, double[] sums, TPiece piece) : ILoopBody
        where TPiece : struct, IPiece
    {
        public void RunPiece(int index)
        {
            // The last rows first: they were written last and are still in the caches.
            int number = ((rows + rowsPerPiece - 1) / rowsPerPiece) - 1 - index;
            int start = number * rowsPerPiece;
            Span<double> own = sums.AsSpan(number * 2 * channels, 2 * channels);
            own.Clear();
            piece.Sum(start, Math.Min(rowsPerPiece, rows - start), own);
        }
    }
}
