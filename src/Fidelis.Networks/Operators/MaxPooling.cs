using System.Numerics;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>Takes the largest value of each window; padding is never the largest.</summary>
/// <remarks>
/// <para>Of equal values the first in reading order counts, as in PyTorch.</para>
/// <para>The place of the largest value is found again where it is needed: comparing costs less than the memory traffic of storing it.</para>
/// </remarks>
public static class MaxPooling
{
    /// <summary>Computes the largest values.</summary>
    /// <param name="x">Images <c>[n, height, width, channels]</c>, at least as large as the window.</param>
    /// <param name="window">The window.</param>
    /// <returns>Images <c>[n, rows of windows, columns of windows, channels]</c>.</returns>
    public static Variable Apply(Variable x, PoolingWindow window)
    {
        Require.Rank(x, 4, "[n, height, width, channels]");
        Tensor output = x.Tape.Rent(Pooled(x, window));
        PoolingKernel.Fold(default(Largest), window, x.Shape, x.Value.Data, output.Data, 0, x.Shape[3]);
        return x.Tape.Record(output, (x, gradient => Scatter(gradient, x, window)));
    }

    /// <summary>Tells whether a later value counts: where it is larger, or where it is no number, so that an error is not hidden.</summary>
    internal static bool TakesOver(float next, float best) => next > best || float.IsNaN(next);

    /// <summary>Tells the same of each element.</summary>
    internal static Vector<int> TakesOver(Vector<float> next, Vector<float> best) =>
        Vector.GreaterThan(next, best) | Vector.OnesComplement(Vector.Equals(next, next));

    /// <summary>Sends each value to the place of the largest value in its window of x, and zero elsewhere.</summary>
    private static Variable Scatter(Variable gradient, Variable x, PoolingWindow window)
    {
        Tensor scattered = x.Tape.Rent(x.Shape);
        float[] values = gradient.Value.Data;
        (int height, int width, int channels) = (x.Shape[1], x.Shape[2], x.Shape[3]);
        if (window == PoolingWindow.Halving)
        {
            if (height % 2 != 0 || width % 2 != 0)
            {
                Array.Clear(scattered.Data);
            }

            PoolingKernel.ForRows(
                x.Shape[0] * (height / 2), width * channels, new ScatteredRow(x.Value.Data, height, width, channels, values, scattered.Data));
        }
        else
        {
            Array.Clear(scattered.Data);
            ForLargest(x, window, (at, index) => scattered.Data[at] += values[index]);
        }

        return x.Tape.Record(scattered, (gradient, second => Gather(second, x, window)));
    }

    /// <summary>Takes each value from the place of the largest value in its window of x.</summary>
    private static Variable Gather(Variable values, Variable x, PoolingWindow window)
    {
        Tensor gathered = x.Tape.Rent(Pooled(x, window));
        float[] candidates = values.Value.Data;
        ForLargest(x, window, (at, index) => gathered.Data[index] = candidates[at]);
        return x.Tape.Record(gathered, (values, second => Scatter(second, x, window)));
    }

    /// <summary>Finds the place of the largest value of each window, and gives it with that of the window's output. Images run in parallel.</summary>
    private static void ForLargest(Variable x, PoolingWindow window, Action<int, int> body)
    {
        float[] source = x.Value.Data;
        (int height, int width, int channels) = (x.Shape[1], x.Shape[2], x.Shape[3]);
        (int rows, int columns) = (window.Count(height), window.Count(width));
        Parallelism.For(x.Shape[0], image =>
        {
            int index = image * rows * columns * channels;
            for (int row = 0; row < rows; row++)
            {
                (int top, int bottom) = window.Range(row, height);
                for (int column = 0; column < columns; column++)
                {
                    (int left, int right) = window.Range(column, width);
                    for (int c = 0; c < channels; c++, index++)
                    {
                        int best = At(top, left) + c;
                        for (int y = top; y < bottom; y++)
                        {
                            for (int pixel = left; pixel < right; pixel++)
                            {
                                int at = At(y, pixel) + c;
                                best = TakesOver(source[at], source[best]) ? at : best;
                            }
                        }

                        body(best, index);
                    }
                }
            }

            int At(int y, int pixel) => ((((image * height) + y) * width) + pixel) * channels;
        });
    }

    private static int[] Pooled(Variable x, PoolingWindow window) =>
        [x.Shape[0], window.Count(x.Shape[1]), window.Count(x.Shape[2]), x.Shape[3]];

    internal readonly struct Largest : IPoolingFold
    {
        public Vector<float> Add(Vector<float> total, Vector<float> next) => Vector.ConditionalSelect(TakesOver(next, total), next, total);

        public Vector<float> End(Vector<float> total, int count) => total;
    }

    private readonly struct ScatteredRow(float[] x, int height, int width, int channels, float[] values, float[] output) : ILoopBody
    {
        public void RunPiece(int index)
        {
            (int image, int row) = Math.DivRem(index, height / 2);
            int length = width / 2 * channels;
            HalvingKernel.Scatter(
                x, ((image * height) + (row * 2)) * width * channels, width, width / 2, channels, values.AsSpan(index * length, length), output);
        }
    }
}
