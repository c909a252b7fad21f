using System.Numerics;
using System.Runtime.InteropServices;

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
        ref float values = ref MemoryMarshal.GetReference(block);
        nuint length = (nuint)block.Length;
        nuint step = (nuint)channels;
        int c = 0;
        for (; c <= channels - (4 * Vector<float>.Count); c += 4 * Vector<float>.Count)
        {
            // Four vectors of columns, two lines of the cache with AVX: memory is read as it lies.
            int v = Vector<float>.Count;
            Vector<float> shift0 = new(shift[c..]);
            Vector<float> shift1 = new(shift[(c + v)..]);
            Vector<float> shift2 = new(shift[(c + (2 * v))..]);
            Vector<float> shift3 = new(shift[(c + (3 * v))..]);
            Vector<float> sum0 = Vector<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
            Vector<float> square0 = sum0, square1 = sum0, square2 = sum0, square3 = sum0;
            for (nuint i = (nuint)c; i < length; i += step)
            {
                Vector<float> x0 = Vector.LoadUnsafe(ref values, i) - shift0;
                Vector<float> x1 = Vector.LoadUnsafe(ref values, i + (nuint)v) - shift1;
                Vector<float> x2 = Vector.LoadUnsafe(ref values, i + (2 * (nuint)v)) - shift2;
                Vector<float> x3 = Vector.LoadUnsafe(ref values, i + (3 * (nuint)v)) - shift3;
                sum0 += x0;
                sum1 += x1;
                sum2 += x2;
                sum3 += x3;
                square0 += x0 * x0;
                square1 += x1 * x1;
                square2 += x2 * x2;
                square3 += x3 * x3;
            }

            sum0.CopyTo(sums[c..]);
            sum1.CopyTo(sums[(c + v)..]);
            sum2.CopyTo(sums[(c + (2 * v))..]);
            sum3.CopyTo(sums[(c + (3 * v))..]);
            square0.CopyTo(squares[c..]);
            square1.CopyTo(squares[(c + v)..]);
            square2.CopyTo(squares[(c + (2 * v))..]);
            square3.CopyTo(squares[(c + (3 * v))..]);
        }

        for (; c <= channels - (2 * Vector<float>.Count); c += 2 * Vector<float>.Count)
        {
            // Two vectors of columns at a time, so that one addition need not wait for the last.
            int next = c + Vector<float>.Count;
            Vector<float> shift0 = new(shift[c..]);
            Vector<float> shift1 = new(shift[next..]);
            Vector<float> sum0 = Vector<float>.Zero;
            Vector<float> sum1 = Vector<float>.Zero;
            Vector<float> square0 = Vector<float>.Zero;
            Vector<float> square1 = Vector<float>.Zero;
            for (nuint i = (nuint)c; i < length; i += step)
            {
                Vector<float> x0 = Vector.LoadUnsafe(ref values, i) - shift0;
                Vector<float> x1 = Vector.LoadUnsafe(ref values, i + (nuint)Vector<float>.Count) - shift1;
                sum0 += x0;
                sum1 += x1;
                square0 += x0 * x0;
                square1 += x1 * x1;
            }

            sum0.CopyTo(sums[c..]);
            sum1.CopyTo(sums[next..]);
            square0.CopyTo(squares[c..]);
            square1.CopyTo(squares[next..]);
        }

        for (; c < channels; c++)
        {
            float sum = 0;
            float square = 0;
            for (int i = c; i < block.Length; i += channels)
            {
                float difference = block[i] - shift[c];
                sum += difference;
                square += difference * difference;
            }

            sums[c] = sum;
            squares[c] = square;
        }
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
