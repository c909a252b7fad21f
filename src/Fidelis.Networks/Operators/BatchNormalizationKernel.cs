using System.Numerics;
using System.Runtime.InteropServices;
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

    /// <summary>Computes <c>y = rectify((x - mean) * scale + shift)</c> for each column; a slope of 1 rectifies nothing.</summary>
    public static void Normalize(float[] x, float[] mean, float[] scale, float[] shift, float slope, float[] y)
    {
        int channels = mean.Length;
        ForBlocks(x.Length / channels, channels, (start, count) =>
        {
            ref float source = ref MemoryMarshal.GetArrayDataReference(x);
            ref float target = ref MemoryMarshal.GetArrayDataReference(y);
            nuint first = (nuint)start * (nuint)channels;
            nuint end = first + ((nuint)count * (nuint)channels);
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> m = new(mean, c);
                Vector<float> s = new(scale, c);
                Vector<float> b = new(shift, c);
                for (nuint i = first + (nuint)c; i < end; i += (nuint)channels)
                {
                    Vector<float> z = ((Vector.LoadUnsafe(ref source, i) - m) * s) + b;
                    Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<float>.Zero), z, z * slope).StoreUnsafe(ref target, i);
                }
            }

            for (; c < channels; c++)
            {
                for (int row = start; row < start + count; row++)
                {
                    float z = ((x[(row * channels) + c] - mean[c]) * scale[c]) + shift[c];
                    y[(row * channels) + c] = z > 0 ? z : z * slope;
                }
            }
        });
    }

    private static int BlockRows(int channels) => Math.Max(1, BlockLength / channels);

    private static double[][] ForPieces(int rows, int channels, int sumsPerChannel, Action<int, int, double[]> body)
    {
        int rowsPerPiece = BlockRows(channels) * BlocksPerPiece;
        double[][] sums = new double[(rows + rowsPerPiece - 1) / rowsPerPiece][];
        Parallelism.For(sums.Length, piece =>
        {
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
