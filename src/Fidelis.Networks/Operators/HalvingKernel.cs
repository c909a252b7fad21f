using System.Numerics;

namespace Fidelis.Networks.Operators;

/// <summary>The gradient of one row of 2 x 2 windows of max pooling: no two windows overlap, so that every pixel is written once.</summary>
/// <remarks>
/// <para>The windows of a row, with the four offsets in reading order:</para>
/// <code>
/// upper  |  0  1 | .. | .. |      offset 0 = input,            1 = input + channels
/// lower  |  2  3 | .. | .. |      offset 2 = input + one row,  3 = offset 2 + channels
/// </code>
/// <para>The place of the largest value is found again where it is needed: comparing costs less than the memory traffic of storing it.</para>
/// </remarks>
internal static class HalvingKernel
{
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
                Vector<int> takes1 = MaxPooling.TakesOver(x1, x0);
                Vector<float> best = Vector.ConditionalSelect(takes1, x1, x0);
                Vector<int> takes2 = MaxPooling.TakesOver(x2, best);
                best = Vector.ConditionalSelect(takes2, x2, best);
                Vector<int> takes3 = MaxPooling.TakesOver(x3, best);
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

    private static int Largest(float[] x, int at, int row, int channels)
    {
        int best = at;
        ReadOnlySpan<int> offsets = [channels, row, row + channels];
        foreach (int offset in offsets)
        {
            best = MaxPooling.TakesOver(x[at + offset], x[best]) ? at + offset : best;
        }

        return best;
    }
}
