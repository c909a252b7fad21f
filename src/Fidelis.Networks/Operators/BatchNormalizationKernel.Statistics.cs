using System.Runtime.InteropServices;
using FourVectors = Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.VectorOfColumns>>;
using TwoVectors = Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.VectorOfColumns>;

namespace Fidelis.Networks.Operators;

/// <content>Mean and variance of the columns.</content>
internal static partial class BatchNormalizationKernel
{
    /// <summary>
    /// Computes mean and population variance of each column. The values of a block are shifted by what is known of the mean before
    /// they are squared, and blocks are joined by the rule of Chan, Golub and LeVeque (1979), so that no large numbers cancel.
    /// </summary>
    public static void Statistics(float[] x, int channels, double[] mean, double[] variance)
    {
        int rows = x.Length / channels;
        Array.Clear(mean);
        Array.Clear(variance);
        ForPieces(rows, channels, new Moments(x, mean, variance));
        for (int c = 0; c < channels; c++)
        {
            variance[c] /= rows;
        }
    }

    /// <summary>Joins mean and sum of centred squares of further values, which are that share of all, to those of earlier ones.</summary>
    private static void Join(int earlier, double share, ref double mean, ref double squares, double nextMean, double nextSquares)
    {
        double difference = nextMean - mean;
        mean += difference * share;
        squares += nextSquares + (difference * difference * earlier * share);
    }

    /// <summary>Sums <c>x - shift</c> and its square over each column of a block.</summary>
    private static void ColumnMoments(ReadOnlySpan<float> block, int channels, ReadOnlySpan<float> shift, Span<float> sums, Span<float> squares)
    {
        int done = ColumnMoments<FourVectors>(block, 0, channels, shift, sums, squares);
        done = ColumnMoments<TwoVectors>(block, done, channels, shift, sums, squares);
        ColumnMoments<OneColumn>(block, done, channels, shift, sums, squares);
    }

    /// <summary>The same of the columns that groups of one size fill, and returns the first that is left.</summary>
    private static int ColumnMoments<TColumns>(
        ReadOnlySpan<float> block, int first, int channels, ReadOnlySpan<float> shift, Span<float> sums, Span<float> squares)
        where TColumns : struct, IColumnGroup<TColumns>
    {
        ref float values = ref MemoryMarshal.GetReference(block);
        nuint length = (nuint)block.Length;
        nuint step = (nuint)channels;
        for (; first <= channels - TColumns.Count; first += TColumns.Count)
        {
            nuint column = (nuint)first;
            TColumns origin = TColumns.Load(ref MemoryMarshal.GetReference(shift), column);
            TColumns sum = default;
            TColumns square = default;
            for (nuint i = column; i < length; i += step)
            {
                TColumns x = TColumns.Load(ref values, i) - origin;
                sum += x;
                square += x * x;
            }

            sum.Store(ref MemoryMarshal.GetReference(sums), column);
            square.Store(ref MemoryMarshal.GetReference(squares), column);
        }

        return first;
    }

    private readonly struct Moments(float[] x, double[] mean, double[] squares) : IPiece
    {
        public void Sum(int start, int count, Span<double> sums)
        {
            int channels = mean.Length;
            Span<float> memory = channels <= 1024 ? stackalloc float[3 * channels] : new float[3 * channels];
            Span<float> shift = memory[..channels];
            Span<float> blockSums = memory.Slice(channels, channels);
            Span<float> blockSquares = memory[(2 * channels)..];
            int blockRows = BlockRows(channels);

            // The first block is summed twice: the first time, relative to its first row, for its mean.
            int n = Math.Min(blockRows, count);
            ReadOnlySpan<float> block = x.AsSpan(start * channels, n * channels);
            block[..channels].CopyTo(shift);
            ColumnMoments(block, channels, shift, blockSums, blockSquares);
            for (int c = 0; c < channels; c++)
            {
                shift[c] += blockSums[c] / n;
            }

            for (int done = 0; done < count; done += blockRows)
            {
                n = Math.Min(blockRows, count - done);
                ColumnMoments(x.AsSpan((start + done) * channels, n * channels), channels, shift, blockSums, blockSquares);
                double share = (double)n / (done + n);
                for (int c = 0; c < channels; c++)
                {
                    double offset = (double)blockSums[c] / n;
                    BatchNormalizationKernel.Join(
                        done, share, ref sums[c], ref sums[channels + c], shift[c] + offset, blockSquares[c] - (n * offset * offset));
                    shift[c] = (float)sums[c];
                }
            }
        }

        public void Join(int start, int count, ReadOnlySpan<double> sums)
        {
            double share = (double)count / (start + count);
            for (int c = 0; c < mean.Length; c++)
            {
                BatchNormalizationKernel.Join(start, share, ref mean[c], ref squares[c], sums[c], sums[mean.Length + c]);
            }
        }
    }
}
