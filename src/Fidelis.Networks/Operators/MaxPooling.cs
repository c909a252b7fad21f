using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>Takes the largest value of each 2 x 2 window, in steps of 2. An odd last row or column is left out.</summary>
/// <remarks>Of equal values the first in reading order counts, as in PyTorch.</remarks>
public static class MaxPooling
{
    /// <summary>Computes the largest values.</summary>
    /// <param name="x">Images <c>[n, height, width, channels]</c> of at least 2 x 2.</param>
    /// <returns>Images <c>[n, height / 2, width / 2, channels]</c>.</returns>
    public static Variable Apply(Variable x)
    {
        Require.Rank(x, 4, "[n, height, width, channels]");
        int height = x.Shape[1] / 2;
        int width = x.Shape[2] / 2;
        int channels = x.Shape[3];
        Tensor output = x.Tape.Rent(x.Shape[0], height, width, channels);
        float[] source = x.Value.Data;
        ForRows(x.Shape, (input, outputRow) => MaxPoolingKernel.Forward(
            source, input, x.Shape[2], width, channels, output.Data.AsSpan(outputRow, width * channels)));
        return x.Tape.Record(output, (x, gradient => Scatter(gradient, x)));
    }

    /// <summary>Sends each value to the place of the largest value in its window of x, and zero elsewhere.</summary>
    private static Variable Scatter(Variable gradient, Variable x)
    {
        int inputWidth = x.Shape[2];
        int width = inputWidth / 2;
        int channels = x.Shape[3];
        Tensor scattered = x.Tape.Rent(x.Shape);
        if (x.Shape[1] % 2 != 0 || inputWidth % 2 != 0)
        {
            Array.Clear(scattered.Data);
        }

        float[] source = x.Value.Data;
        float[] values = gradient.Value.Data;
        ForRows(x.Shape, (input, outputRow) => MaxPoolingKernel.Scatter(
            source, input, inputWidth, width, channels, values.AsSpan(outputRow, width * channels), scattered.Data));
        return x.Tape.Record(scattered, (gradient, second => Gather(second, x)));
    }

    /// <summary>Takes each value from the place of the largest value in its window of x.</summary>
    private static Variable Gather(Variable values, Variable x)
    {
        int inputWidth = x.Shape[2];
        int width = inputWidth / 2;
        int channels = x.Shape[3];
        Tensor gathered = x.Tape.Rent(x.Shape[0], x.Shape[1] / 2, width, channels);
        float[] source = x.Value.Data;
        float[] candidates = values.Value.Data;
        ForRows(x.Shape, (input, outputRow) => MaxPoolingKernel.Gather(
            source, input, inputWidth, width, channels, candidates, gathered.Data.AsSpan(outputRow, width * channels)));
        return x.Tape.Record(gathered, (values, second => Scatter(second, x)));
    }

    /// <summary>Runs over the rows of windows: gives where the upper row of the input and the row of the output begin.</summary>
    private static void ForRows(ReadOnlySpan<int> shape, Action<int, int> body)
    {
        int height = shape[1];
        int inputRow = shape[2] * shape[3];
        int outputRow = shape[2] / 2 * shape[3];
        int rows = height / 2;
        int rowsPerPiece = Math.Max(1, (1 << 15) / Math.Max(1, inputRow));
        int all = shape[0] * rows;
        Parallelism.For((all + rowsPerPiece - 1) / rowsPerPiece, piece =>
        {
            int last = Math.Min((piece + 1) * rowsPerPiece, all);
            for (int row = piece * rowsPerPiece; row < last; row++)
            {
                body((((row / rows) * height) + (row % rows * 2)) * inputRow, row * outputRow);
            }
        });
    }
}
