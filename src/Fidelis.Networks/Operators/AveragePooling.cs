using System.Numerics;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>Averages each window over the pixels that lie inside the image: padding counts neither as values nor in their number.</summary>
public static class AveragePooling
{
    /// <summary>Computes the averages.</summary>
    /// <param name="x">Images <c>[n, height, width, channels]</c>.</param>
    /// <param name="window">The window.</param>
    /// <returns>Images <c>[n, rows of windows, columns of windows, channels]</c>.</returns>
    public static Variable Apply(Variable x, PoolingWindow window)
    {
        Require.Rank(x, 4, "[n, height, width, channels]");
        int[] shape = x.Shape.ToArray();
        Tensor output = x.Tape.Rent(shape[0], window.Count(shape[1]), window.Count(shape[2]), shape[3]);
        PoolingKernel.Fold(default(Average), window, shape, x.Value.Data, output.Data, 0, shape[3]);
        return x.Tape.Record(output, (x, gradient => Spread(gradient, shape, window)));
    }

    /// <summary>Gives each pixel of a window its share of the window's value: the transposed map.</summary>
    private static Variable Spread(Variable gradient, int[] shape, PoolingWindow window)
    {
        Tensor spread = gradient.Tape.Rent(shape);
        Array.Clear(spread.Data);
        float[] values = gradient.Value.Data;
        (int height, int width, int channels) = (shape[1], shape[2], shape[3]);
        (int rows, int columns) = (gradient.Shape[1], gradient.Shape[2]);

        // Windows overlap, so that an image is one piece of work.
        Parallelism.For(shape[0], image =>
        {
            int source = image * rows * columns * channels;
            for (int row = 0; row < rows; row++)
            {
                (int top, int bottom) = window.Range(row, height);
                for (int column = 0; column < columns; column++, source += channels)
                {
                    (int left, int right) = window.Range(column, width);
                    float share = 1f / ((bottom - top) * (right - left));
                    for (int y = top; y < bottom; y++)
                    {
                        for (int pixel = left; pixel < right; pixel++)
                        {
                            Span<float> target = spread.Data.AsSpan(((((image * height) + y) * width) + pixel) * channels, channels);
                            for (int c = 0; c < channels; c++)
                            {
                                target[c] += values[source + c] * share;
                            }
                        }
                    }
                }
            }
        });
        return gradient.Tape.Record(spread, (gradient, second => Apply(second, window)));
    }

    internal readonly struct Average : IPoolingFold
    {
        public Vector<float> Add(Vector<float> total, Vector<float> next) => total + next;

        public Vector<float> End(Vector<float> total, int count) => total / Vector.Create((float)count);
    }
}
