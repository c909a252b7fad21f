using System.Numerics;

namespace Fidelis.Networks.Operators;

/// <summary>One row of 2 x 2 windows of max pooling.</summary>
/// <remarks>
/// <para>The windows of a row, with the four offsets in reading order:</para>
/// <code>
/// upper  |  0  1 | .. | .. |      offset 0 = input,            1 = input + channels
/// lower  |  2  3 | .. | .. |      offset 2 = input + one row,  3 = offset 2 + channels
/// </code>
/// <para>The place of the largest value is found again where it is needed: comparing costs less than the memory traffic of storing it.</para>
/// </remarks>
internal static class MaxPoolingKernel
{
    public static void Forward(float[] x, int input, int inputWidth, int width, int channels, Span<float> output)
    {
        int row = inputWidth * channels;
        for (int column = 0; column < width; column++)
        {
            int window = input + (column * 2 * channels);
            int target = column * channels;
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> best = new(x, window + c);
                best = Larger(best, new Vector<float>(x, window + channels + c));
                best = Larger(best, new Vector<float>(x, window + row + c));
                best = Larger(best, new Vector<float>(x, window + row + channels + c));
                best.CopyTo(output[(target + c)..]);
            }

            for (; c < channels; c++)
            {
                output[target + c] = x[Largest(x, window + c, row, channels)];
            }
        }
    }

    public static void Scatter(float[] x, int input, int inputWidth, int width, int channels, ReadOnlySpan<float> values, float[] output)
    {
        int row = inputWidth * channels;
        for (int column = 0; column < width; column++)
        {
            int window = input + (column * 2 * channels);
            int source = column * channels;
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                int at = window + c;
                Vector<float> x0 = new(x, at);
                Vector<float> x1 = new(x, at + channels);
                Vector<float> x2 = new(x, at + row);
                Vector<float> x3 = new(x, at + row + channels);
                Vector<float> value = new(values[(source + c)..]);
                Vector<int> takes1 = TakesOver(x1, x0);
                Vector<float> best = Vector.ConditionalSelect(takes1, x1, x0);
                Vector<int> takes2 = TakesOver(x2, best);
                best = Vector.ConditionalSelect(takes2, x2, best);
                Vector<int> takes3 = TakesOver(x3, best);
                Vector<float> zero = Vector<float>.Zero;
                Vector<int> after1 = takes2 | takes3;
                Vector.ConditionalSelect(takes1 | after1, zero, value).CopyTo(output, at);
                Vector.ConditionalSelect(Vector.AndNot(takes1, after1), value, zero).CopyTo(output, at + channels);
                Vector.ConditionalSelect(Vector.AndNot(takes2, takes3), value, zero).CopyTo(output, at + row);
                Vector.ConditionalSelect(takes3, value, zero).CopyTo(output, at + row + channels);
            }

            for (; c < channels; c++)
            {
                int at = window + c;
                output[at] = output[at + channels] = output[at + row] = output[at + row + channels] = 0;
                output[Largest(x, at, row, channels)] = values[source + c];
            }
        }
    }

    public static void Gather(float[] x, int input, int inputWidth, int width, int channels, float[] candidates, Span<float> output)
    {
        // Only second derivatives come here, so the plain loop is enough.
        int row = inputWidth * channels;
        for (int column = 0; column < width; column++)
        {
            int window = input + (column * 2 * channels);
            for (int c = 0; c < channels; c++)
            {
                output[(column * channels) + c] = candidates[Largest(x, window + c, row, channels)];
            }
        }
    }

    private static Vector<float> Larger(Vector<float> best, Vector<float> next) => Vector.ConditionalSelect(TakesOver(next, best), next, best);

    /// <summary>A later value counts where it is larger, or where it is no number, so that an error is not hidden.</summary>
    private static Vector<int> TakesOver(Vector<float> next, Vector<float> best) =>
        Vector.GreaterThan(next, best) | Vector.OnesComplement(Vector.Equals(next, next));

    private static int Largest(float[] x, int at, int row, int channels)
    {
        int best = at;
        ReadOnlySpan<int> offsets = [channels, row, row + channels];
        foreach (int offset in offsets)
        {
            float next = x[at + offset];
            if (next > x[best] || float.IsNaN(next))
            {
                best = at + offset;
            }
        }

        return best;
    }
}
