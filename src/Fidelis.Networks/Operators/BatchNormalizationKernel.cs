using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>The passes over memory of batch normalisation, each of which reads its tensors once.</summary>
/// <remarks>
/// A tensor is a matrix of rows (pixels of all images) and columns (channels). It is worked on in blocks that stay in the first
/// cache: within a block sums are taken in float32, column by column; blocks are joined in float64, in the order of the rows.
/// </remarks>
internal static class BatchNormalizationKernel
{
    // 16 KiB of floats: half of a first-level cache.
    private const int BlockLength = 1 << 12;

    // What one thread takes at a time.
    private const int BlocksPerPiece = 16;

    /// <summary>
    /// Computes mean and population variance of each column. The values of a block are shifted by what is known of the mean before
    /// they are squared, and blocks are joined by the rule of Chan, Golub and LeVeque (1979), so that no large numbers cancel.
    /// </summary>
    public static void Statistics(float[] x, int channels, double[] mean, double[] variance)
    {
        int rows = x.Length / channels;
        double[][] pieces = ForPieces(rows, channels, 2, (start, count, moments) =>
        {
            Span<float> shift = channels <= 1024 ? stackalloc float[channels] : new float[channels];
            Span<float> sums = channels <= 1024 ? stackalloc float[channels] : new float[channels];
            Span<float> squares = channels <= 1024 ? stackalloc float[channels] : new float[channels];
            int blockRows = BlockRows(channels);

            // The first block is summed twice: the first time, relative to its first row, for its mean.
            int n = Math.Min(blockRows, count);
            ReadOnlySpan<float> block = x.AsSpan(start * channels, n * channels);
            block[..channels].CopyTo(shift);
            ColumnMoments(block, channels, shift, sums, squares);
            for (int c = 0; c < channels; c++)
            {
                shift[c] += sums[c] / n;
            }

            for (int done = 0; done < count; done += blockRows)
            {
                n = Math.Min(blockRows, count - done);
                ColumnMoments(x.AsSpan((start + done) * channels, n * channels), channels, shift, sums, squares);
                for (int c = 0; c < channels; c++)
                {
                    double offset = (double)sums[c] / n;
                    Join(done, ref moments[c], ref moments[channels + c], n, shift[c] + offset, squares[c] - (n * offset * offset));
                    shift[c] = (float)moments[c];
                }
            }
        });

        Array.Clear(mean);
        Array.Clear(variance);
        int joined = 0;
        int rowsPerPiece = BlockRows(channels) * BlocksPerPiece;
        foreach (double[] piece in pieces)
        {
            int n = Math.Min(rowsPerPiece, rows - joined);
            for (int c = 0; c < channels; c++)
            {
                Join(joined, ref mean[c], ref variance[c], n, piece[c], piece[channels + c]);
            }

            joined += n;
        }

        for (int c = 0; c < channels; c++)
        {
            variance[c] /= rows;
        }
    }

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

    /// <summary>
    /// Computes, for each column, the sums of g and of <c>g * (x - mean)</c>, where g is the gradient before the rectifier: that
    /// of the output, times the slope where the normalised value was not positive. Computing that value again costs less than
    /// reading the output.
    /// </summary>
    public static void GradientSums(
        float[] gradient, float[] x, float[] mean, float[] scale, float[] shift, float slope, double[] sums, double[] products)
    {
        int channels = mean.Length;
        double[][] pieces = ForPieces(x.Length / channels, channels, 2, (start, count, partial) =>
        {
            Span<float> blockSums = channels <= 1024 ? stackalloc float[channels] : new float[channels];
            Span<float> blockProducts = channels <= 1024 ? stackalloc float[channels] : new float[channels];
            int blockRows = BlockRows(channels);
            for (int done = 0; done < count; done += blockRows)
            {
                int offset = (start + done) * channels;
                int length = Math.Min(blockRows, count - done) * channels;
                BlockGradientSums(
                    gradient.AsSpan(offset, length), x.AsSpan(offset, length), mean, scale, shift, slope, blockSums, blockProducts);
                for (int c = 0; c < channels; c++)
                {
                    partial[c] += blockSums[c];
                    partial[channels + c] += blockProducts[c];
                }
            }
        });

        Array.Clear(sums);
        Array.Clear(products);
        foreach (double[] piece in pieces)
        {
            for (int c = 0; c < channels; c++)
            {
                sums[c] += piece[c];
                products[c] += piece[channels + c];
            }
        }
    }

    /// <summary>Computes <c>inputGradient = scale g + b (x - mean) + d</c> for each column, with g as in <see cref="GradientSums"/>.</summary>
    public static void InputGradient(
        float[] gradient,
        float[] x,
        float[] mean,
        float[] scale,
        float[] shift,
        float slope,
        float[] b,
        float[] d,
        float[] inputGradient)
    {
        int channels = mean.Length;
        ForBlocks(x.Length / channels, channels, (start, count) =>
        {
            ref float gradients = ref MemoryMarshal.GetArrayDataReference(gradient);
            ref float inputs = ref MemoryMarshal.GetArrayDataReference(x);
            ref float target = ref MemoryMarshal.GetArrayDataReference(inputGradient);
            nuint first = (nuint)start * (nuint)channels;
            nuint end = first + ((nuint)count * (nuint)channels);
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> m = new(mean, c);
                Vector<float> vs = new(scale, c);
                Vector<float> vt = new(shift, c);
                Vector<float> vb = new(b, c);
                Vector<float> vd = new(d, c);
                for (nuint i = first + (nuint)c; i < end; i += (nuint)channels)
                {
                    Vector<float> centred = Vector.LoadUnsafe(ref inputs, i) - m;
                    Vector<float> g = Gate(Vector.LoadUnsafe(ref gradients, i), (centred * vs) + vt, slope);
                    ((vs * g) + (centred * vb) + vd).StoreUnsafe(ref target, i);
                }
            }

            for (; c < channels; c++)
            {
                for (int row = start; row < start + count; row++)
                {
                    int i = (row * channels) + c;
                    float centred = x[i] - mean[c];
                    float g = (centred * scale[c]) + shift[c] > 0 ? gradient[i] : gradient[i] * slope;
                    inputGradient[i] = (scale[c] * g) + (centred * b[c]) + d[c];
                }
            }
        });
    }

    private static Vector<float> Gate(Vector<float> gradient, Vector<float> normalized, float slope) =>
        Vector.ConditionalSelect(Vector.GreaterThan(normalized, Vector<float>.Zero), gradient, gradient * slope);

    private static int BlockRows(int channels) => Math.Max(1, BlockLength / channels);

    /// <summary>Joins mean and sum of centred squares of n values to those of earlier ones.</summary>
    private static void Join(int earlier, ref double mean, ref double squares, int n, double nextMean, double nextSquares)
    {
        double difference = nextMean - mean;
        double share = (double)n / (earlier + n);
        mean += difference * share;
        squares += nextSquares + (difference * difference * earlier * share);
    }

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

    /// <summary>Sums <c>x - shift</c> and its square over each column of a block.</summary>
    private static void ColumnMoments(ReadOnlySpan<float> block, int channels, ReadOnlySpan<float> shift, Span<float> sums, Span<float> squares)
    {
        ref float values = ref MemoryMarshal.GetReference(block);
        nuint length = (nuint)block.Length;
        nuint step = (nuint)channels;
        int c = 0;
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

    private static void BlockGradientSums(
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> shift,
        float slope,
        Span<float> sums,
        Span<float> products)
    {
        ref float gradients = ref MemoryMarshal.GetReference(gradient);
        ref float inputs = ref MemoryMarshal.GetReference(x);
        int channels = sums.Length;
        nuint length = (nuint)x.Length;
        nuint step = (nuint)channels;
        int c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> m = new(mean[c..]);
            Vector<float> vs = new(scale[c..]);
            Vector<float> vt = new(shift[c..]);
            Vector<float> sum = Vector<float>.Zero;
            Vector<float> product = Vector<float>.Zero;
            for (nuint i = (nuint)c; i < length; i += step)
            {
                Vector<float> centred = Vector.LoadUnsafe(ref inputs, i) - m;
                Vector<float> g = Gate(Vector.LoadUnsafe(ref gradients, i), (centred * vs) + vt, slope);
                sum += g;
                product += g * centred;
            }

            sum.CopyTo(sums[c..]);
            product.CopyTo(products[c..]);
        }

        for (; c < channels; c++)
        {
            float sum = 0;
            float product = 0;
            for (int i = c; i < x.Length; i += channels)
            {
                float centred = x[i] - mean[c];
                float g = (centred * scale[c]) + shift[c] > 0 ? gradient[i] : gradient[i] * slope;
                sum += g;
                product += g * centred;
            }

            sums[c] = sum;
            products[c] = product;
        }
    }
}
