using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FourVectors = Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.VectorOfColumns>>;
using TwoVectors = Fidelis.Networks.Operators.TwoGroups<Fidelis.Networks.Operators.VectorOfColumns>;

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
            for (int row = start; row < start + count; row++)
            {
                nuint first = (nuint)row * (nuint)channels;
                int done = RowGradient<VectorOfColumns>(ref gradients, ref inputs, first, 0, mean, scale, shift, slope, b, d, ref target);
                RowGradient<OneColumn>(ref gradients, ref inputs, first, done, mean, scale, shift, slope, b, d, ref target);
            }
        });
    }

    /// <summary>The gradient of the columns of a row that groups of one size fill; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowGradient<TColumns>(
        ref float gradients, ref float inputs, nuint row, int first, float[] mean, float[] scale, float[] shift, float slope, float[] b, float[] d, ref float target)
        where TColumns : struct, IColumnGroup<TColumns>
    {
        for (; first <= mean.Length - TColumns.Count; first += TColumns.Count)
        {
            nuint column = (nuint)first;
            TColumns scales = Of(scale);
            TColumns centred = TColumns.Load(ref inputs, row + column) - Of(mean);
            TColumns g = TColumns.ThroughRectifier(TColumns.Load(ref gradients, row + column), (centred * scales) + Of(shift), slope);
            ((scales * g) + (centred * Of(b)) + Of(d)).Store(ref target, row + column);

            TColumns Of(float[] factors) => TColumns.Load(ref MemoryMarshal.GetArrayDataReference(factors), column);
        }

        return first;
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
                int summed = SumColumns<FourVectors>(offset, length, 0, blockSums, blockProducts);
                summed = SumColumns<TwoVectors>(offset, length, summed, blockSums, blockProducts);
                SumColumns<OneColumn>(offset, length, summed, blockSums, blockProducts);
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

        /// <summary>Sums the columns of a block that groups of one size fill; returns the first that is left.</summary>
        private int SumColumns<TColumns>(int offset, int length, int first, Span<float> sums, Span<float> products)
            where TColumns : struct, IColumnGroup<TColumns>
        {
            ref float gradients = ref MemoryMarshal.GetReference(gradient.AsSpan(offset, length));
            ref float inputs = ref MemoryMarshal.GetReference(x.AsSpan(offset, length));
            float belowZero = slope;
            nuint step = (nuint)sums.Length;
            for (; first <= sums.Length - TColumns.Count; first += TColumns.Count)
            {
                nuint column = (nuint)first;
                TColumns means = TColumns.Load(ref MemoryMarshal.GetArrayDataReference(mean), column);
                TColumns scales = TColumns.Load(ref MemoryMarshal.GetArrayDataReference(scale), column);
                TColumns shifts = TColumns.Load(ref MemoryMarshal.GetArrayDataReference(shift), column);
                TColumns sum = default;
                TColumns product = default;
                for (nuint i = column; i < (nuint)length; i += step)
                {
                    TColumns centred = TColumns.Load(ref inputs, i) - means;
                    TColumns g = TColumns.ThroughRectifier(TColumns.Load(ref gradients, i), (centred * scales) + shifts, belowZero);
                    sum += g;
                    product += g * centred;
                }

                sum.Store(ref MemoryMarshal.GetReference(sums), column);
                product.Store(ref MemoryMarshal.GetReference(products), column);
            }

            return first;
        }
    }
}
