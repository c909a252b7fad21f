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
    // 16 KiB of floats: half of a first-level cache.
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

    private static double[][] ForPieces(int rows, int channels, int sumsPerChannel, Action<int, int, double[]> body)
    {
        int rowsPerPiece = BlockRows(channels) * BlocksPerPiece;
        double[][] sums = new double[(rows + rowsPerPiece - 1) / rowsPerPiece][];
        Parallelism.For(sums.Length, index =>
        {
            // The last rows first: they were written last and are still in the caches.
            int piece = sums.Length - 1 - index;
            sums[piece] = new double[sumsPerChannel * channels];
            int start = piece * rowsPerPiece;
            body(start, Math.Min(rowsPerPiece, rows - start), sums[piece]);
        });
        return sums;
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
}
