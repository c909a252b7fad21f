using System.Numerics;
using System.Runtime.InteropServices;

namespace Fidelis.Networks.Operators;

/// <content>The passes of the gradient.</content>
internal static partial class BatchNormalizationKernel
{
    /// <summary>
    /// Computes, for each column, the sums of g and of <c>g * (x - mean)</c>, where g is the gradient before the rectifier: that
    /// of the output, times the slope where the normalised value was not positive. Computing that value again costs less than
    /// reading the output.
    /// </summary>
    public static void GradientSums(
        float[] gradient, float[] x, float[] mean, float[] scale, float[] shift, float slope, double[] sums, double[] products)
    {
        Array.Clear(sums);
        Array.Clear(products);
        ForPieces(x.Length / mean.Length, mean.Length, new Totals(gradient, x, mean, scale, shift, slope, sums, products));
    }

    /// <summary>Computes <c>inputGradient = scale g + b (x - mean) + d</c> for each column, with g as in <see cref="GradientSums"/>; it may be written over the gradient.</summary>
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

            // Pixel by pixel, as the values lie in memory: the processor reads ahead, and the factors stay in the first cache.
            int whole = channels - (channels % Vector<float>.Count);
            for (int row = start; row < start + count; row++)
            {
                nuint first = (nuint)row * (nuint)channels;
                for (int c = 0; c < whole; c += Vector<float>.Count)
                {
                    nuint i = first + (nuint)c;
                    Vector<float> scales = new(scale, c);
                    Vector<float> centred = Vector.LoadUnsafe(ref inputs, i) - new Vector<float>(mean, c);
                    Vector<float> g = Gate(Vector.LoadUnsafe(ref gradients, i), (centred * scales) + new Vector<float>(shift, c), slope);
                    ((scales * g) + (centred * new Vector<float>(b, c)) + new Vector<float>(d, c)).StoreUnsafe(ref target, i);
                }

                for (int c = whole; c < channels; c++)
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
        for (; c <= channels - (4 * Vector<float>.Count); c += 4 * Vector<float>.Count)
        {
            // Four vectors of columns, as for the moments.
            int v = Vector<float>.Count;
            Vector<float> mean0 = new(mean[c..]);
            Vector<float> mean1 = new(mean[(c + v)..]);
            Vector<float> mean2 = new(mean[(c + (2 * v))..]);
            Vector<float> mean3 = new(mean[(c + (3 * v))..]);
            Vector<float> scale0 = new(scale[c..]);
            Vector<float> scale1 = new(scale[(c + v)..]);
            Vector<float> scale2 = new(scale[(c + (2 * v))..]);
            Vector<float> scale3 = new(scale[(c + (3 * v))..]);
            Vector<float> shift0 = new(shift[c..]);
            Vector<float> shift1 = new(shift[(c + v)..]);
            Vector<float> shift2 = new(shift[(c + (2 * v))..]);
            Vector<float> shift3 = new(shift[(c + (3 * v))..]);
            Vector<float> sum0 = Vector<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
            Vector<float> product0 = sum0, product1 = sum0, product2 = sum0, product3 = sum0;
            for (nuint i = (nuint)c; i < length; i += step)
            {
                Vector<float> centred0 = Vector.LoadUnsafe(ref inputs, i) - mean0;
                Vector<float> centred1 = Vector.LoadUnsafe(ref inputs, i + (nuint)v) - mean1;
                Vector<float> centred2 = Vector.LoadUnsafe(ref inputs, i + (2 * (nuint)v)) - mean2;
                Vector<float> centred3 = Vector.LoadUnsafe(ref inputs, i + (3 * (nuint)v)) - mean3;
                Vector<float> g0 = Gate(Vector.LoadUnsafe(ref gradients, i), (centred0 * scale0) + shift0, slope);
                Vector<float> g1 = Gate(Vector.LoadUnsafe(ref gradients, i + (nuint)v), (centred1 * scale1) + shift1, slope);
                Vector<float> g2 = Gate(Vector.LoadUnsafe(ref gradients, i + (2 * (nuint)v)), (centred2 * scale2) + shift2, slope);
                Vector<float> g3 = Gate(Vector.LoadUnsafe(ref gradients, i + (3 * (nuint)v)), (centred3 * scale3) + shift3, slope);
                sum0 += g0;
                sum1 += g1;
                sum2 += g2;
                sum3 += g3;
                product0 += g0 * centred0;
                product1 += g1 * centred1;
                product2 += g2 * centred2;
                product3 += g3 * centred3;
            }

            sum0.CopyTo(sums[c..]);
            sum1.CopyTo(sums[(c + v)..]);
            sum2.CopyTo(sums[(c + (2 * v))..]);
            sum3.CopyTo(sums[(c + (3 * v))..]);
            product0.CopyTo(products[c..]);
            product1.CopyTo(products[(c + v)..]);
            product2.CopyTo(products[(c + (2 * v))..]);
            product3.CopyTo(products[(c + (3 * v))..]);
        }

        for (; c <= channels - (2 * Vector<float>.Count); c += 2 * Vector<float>.Count)
        {
            // Two vectors of columns at a time, as for the moments.
            int next = c + Vector<float>.Count;
            Vector<float> mean0 = new(mean[c..]);
            Vector<float> mean1 = new(mean[next..]);
            Vector<float> scale0 = new(scale[c..]);
            Vector<float> scale1 = new(scale[next..]);
            Vector<float> shift0 = new(shift[c..]);
            Vector<float> shift1 = new(shift[next..]);
            Vector<float> sum0 = Vector<float>.Zero;
            Vector<float> sum1 = Vector<float>.Zero;
            Vector<float> product0 = Vector<float>.Zero;
            Vector<float> product1 = Vector<float>.Zero;
            for (nuint i = (nuint)c; i < length; i += step)
            {
                nuint j = i + (nuint)Vector<float>.Count;
                Vector<float> centred0 = Vector.LoadUnsafe(ref inputs, i) - mean0;
                Vector<float> centred1 = Vector.LoadUnsafe(ref inputs, j) - mean1;
                Vector<float> g0 = Gate(Vector.LoadUnsafe(ref gradients, i), (centred0 * scale0) + shift0, slope);
                Vector<float> g1 = Gate(Vector.LoadUnsafe(ref gradients, j), (centred1 * scale1) + shift1, slope);
                sum0 += g0;
                sum1 += g1;
                product0 += g0 * centred0;
                product1 += g1 * centred1;
            }

            sum0.CopyTo(sums[c..]);
            sum1.CopyTo(sums[next..]);
            product0.CopyTo(products[c..]);
            product1.CopyTo(products[next..]);
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

    private readonly struct Totals(
        float[] gradient, float[] x, float[] mean, float[] scale, float[] shift, float slope, double[] totals, double[] products) : IPiece
    {
        public void Sum(int start, int count, Span<double> sums)
        {
            int channels = mean.Length;
            Span<float> memory = channels <= 1024 ? stackalloc float[2 * channels] : new float[2 * channels];
            Span<float> blockSums = memory[..channels];
            Span<float> blockProducts = memory[channels..];
            int blockRows = BlockRows(channels);
            for (int done = 0; done < count; done += blockRows)
            {
                int offset = (start + done) * channels;
                int length = Math.Min(blockRows, count - done) * channels;
                BlockGradientSums(
                    gradient.AsSpan(offset, length), x.AsSpan(offset, length), mean, scale, shift, slope, blockSums, blockProducts);
                for (int c = 0; c < channels; c++)
                {
                    sums[c] += blockSums[c];
                    sums[channels + c] += blockProducts[c];
                }
            }
        }

        public void Join(int start, int count, ReadOnlySpan<double> sums)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                totals[c] += sums[c];
                products[c] += sums[mean.Length + c];
            }
        }
    }
}
