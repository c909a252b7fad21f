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
