using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels.CookToom;

/// <summary>The three matrices of an axis, written down element by element from their definition, in float64.</summary>
internal sealed class CookToomMatrices
{
    private readonly CookToomAxis axis;

    public CookToomMatrices(CookToomAxis axis)
    {
        this.axis = axis;
        int n = axis.Size - 1;
        double[] points = n == 0 ? [] : [0, .. axis.Magnitudes.SelectMany(a => (double[])[a, -a])];
        Outputs = new double[axis.Outputs, axis.Size];
        Filters = new double[axis.Size, axis.Taps];
        Inputs = new double[axis.Size, axis.Size];
        for (int i = 0; i < n; i++)
        {
            double[] others = [.. points.Where((_, other) => other != i)];
            double scale = others.Aggregate(1.0, (product, other) => product * (points[i] - other));
            for (int tap = 0; tap < axis.Taps; tap++)
            {
                Filters[i, tap] = Math.Pow(points[i], tap) / scale;
            }

            for (int output = 0; output < axis.Outputs; output++)
            {
                Outputs[output, i] = Math.Pow(points[i], output);
            }

            Fill(others, i);
        }

        Fill(points, n);
        Filters[n, axis.Taps - 1] = 1;
        Outputs[axis.Outputs - 1, n] = 1;
    }

    /// <summary>Gets A^T, <c>[outputs, size]</c>.</summary>
    public double[,] Outputs { get; }

    /// <summary>Gets G, <c>[size, taps]</c>.</summary>
    public double[,] Filters { get; }

    /// <summary>Gets B^T, <c>[size, size]</c>.</summary>
    public double[,] Inputs { get; }

    /// <summary>
    /// Sums the magnitudes of everything that is added up for each output of a convolution: what rounding errors are in proportion to.
    /// </summary>
    public static float[] SumsOfMagnitudes(CookToomScheme scheme, ConvolutionShape shape, float[] input, float[] weights, float[] bias)
    {
        CookToomMatrices vertical = new(scheme.Vertical);
        CookToomMatrices horizontal = new(scheme.Horizontal);
        int channels = shape.InputChannels;
        int filters = shape.OutputChannels;
        int height = scheme.Vertical.Size;
        int width = scheme.Horizontal.Size;
        double[] sums = new double[shape.OutputLength];
        double[,] kernel = new double[scheme.Vertical.Taps, scheme.Horizontal.Taps];
        double[,] window = new double[height, width];
        double[][,] transformed = new double[filters * channels][,];
        for (int i = 0; i < transformed.Length; i++)
        {
            Read(kernel, (y, x) => weights[(i * kernel.Length) + (y * kernel.GetLength(1)) + x]);
            transformed[i] = Transform(vertical.Filters, kernel, horizontal.Filters);
        }

        for (int tile = 0; tile < shape.BatchCount * scheme.RowsOf(shape) * scheme.ColumnsOf(shape); tile++)
        {
            (int line, int tileX) = Math.DivRem(tile, scheme.ColumnsOf(shape));
            (int image, int tileY) = Math.DivRem(line, scheme.RowsOf(shape));
            int top = tileY * scheme.Vertical.Outputs;
            int left = tileX * scheme.Horizontal.Outputs;
            double[,][] values = new double[height, width][];
            for (int channel = 0; channel < channels; channel++)
            {
                Read(window, (y, x) => Pixel(shape, input, image, top + y - shape.PaddingTop, left + x - shape.PaddingLeft, channel));
                double[,] points = Transform(vertical.Inputs, window, horizontal.Inputs);
                Read(window, (y, x) => points[y, x]);
                for (int y = 0; y < height; y++)
                {
                    for (int x = 0; x < width; x++)
                    {
                        (values[y, x] ??= new double[channels])[channel] = points[y, x];
                    }
                }
            }

            for (int filter = 0; filter < filters; filter++)
            {
                Read(window, (y, x) => Enumerable.Range(0, channels).Sum(c => values[y, x][c] * transformed[(filter * channels) + c][y, x]));
                double[,] outputs = Transform(vertical.Outputs, window, horizontal.Outputs);
                for (int y = 0; y < Math.Min(outputs.GetLength(0), shape.OutputHeight - top); y++)
                {
                    for (int x = 0; x < Math.Min(outputs.GetLength(1), shape.OutputWidth - left); x++)
                    {
                        int pixel = (((image * shape.OutputHeight) + top + y) * shape.OutputWidth) + left + x;
                        sums[(pixel * filters) + filter] = outputs[y, x] + Math.Abs(bias[filter]);
                    }
                }
            }
        }

        return Array.ConvertAll(sums, value => (float)value);
    }

    /// <summary>
    /// Sums the magnitudes of everything that is added up for each tap of the gradient of the filters: what rounding errors are in proportion to.
    /// </summary>
    public static float[] SumsOfGradientMagnitudes(CookToomScheme scheme, ConvolutionShape shape, float[] input, float[] outputGradient)
    {
        CookToomMatrices vertical = new(scheme.Vertical);
        CookToomMatrices horizontal = new(scheme.Horizontal);
        int channels = shape.InputChannels;
        int filters = shape.OutputChannels;
        int height = scheme.Vertical.Size;
        int width = scheme.Horizontal.Size;
        double[,] window = new double[height, width];
        double[,] outputs = new double[scheme.Vertical.Outputs, scheme.Horizontal.Outputs];
        double[][,] sums = [.. Enumerable.Range(0, filters * channels).Select(_ => new double[height, width])];
        ConvolutionShape turned = shape with { InputHeight = shape.OutputHeight, InputWidth = shape.OutputWidth, InputChannels = filters };
        for (int tile = 0; tile < shape.BatchCount * scheme.RowsOf(shape) * scheme.ColumnsOf(shape); tile++)
        {
            (int line, int tileX) = Math.DivRem(tile, scheme.ColumnsOf(shape));
            (int image, int tileY) = Math.DivRem(line, scheme.RowsOf(shape));
            int top = tileY * scheme.Vertical.Outputs;
            int left = tileX * scheme.Horizontal.Outputs;
            double[][,] values = new double[channels][,];
            for (int channel = 0; channel < channels; channel++)
            {
                Read(window, (y, x) => Pixel(shape, input, image, top + y - shape.PaddingTop, left + x - shape.PaddingLeft, channel));
                values[channel] = Transform(vertical.Inputs, window, horizontal.Inputs);
            }

            for (int filter = 0; filter < filters; filter++)
            {
                Read(outputs, (y, x) => Pixel(turned, outputGradient, image, top + y, left + x, filter));
                double[,] points = Transform(Transposed(vertical.Outputs), outputs, Transposed(horizontal.Outputs));
                for (int channel = 0; channel < channels; channel++)
                {
                    double[,] sum = sums[(filter * channels) + channel];
                    double[,] value = values[channel];
                    for (int point = 0; point < height * width; point++)
                    {
                        sum[point / width, point % width] += points[point / width, point % width] * value[point / width, point % width];
                    }
                }
            }
        }

        return [.. sums.SelectMany(sum => Transform(Transposed(vertical.Filters), sum, Transposed(horizontal.Filters)).Cast<double>()).Select(value => (float)value)];
    }

    /// <summary>Computes <c>y = A^T [(G w) * (B^T x)]</c> along one line, in float64.</summary>
    public double[] Correlate(double[] filter, double[] line)
    {
        double[] outputs = new double[axis.Outputs];
        for (int i = 0; i < axis.Size; i++)
        {
            double product = Enumerable.Range(0, axis.Taps).Sum(tap => Filters[i, tap] * filter[tap])
                * Enumerable.Range(0, axis.Size).Sum(value => Inputs[i, value] * line[value]);
            for (int output = 0; output < outputs.Length; output++)
            {
                outputs[output] += Outputs[output, i] * product;
            }
        }

        return outputs;
    }

    private static double Pixel(in ConvolutionShape shape, float[] input, int image, int y, int x, int channel) =>
        (uint)y < (uint)shape.InputHeight && (uint)x < (uint)shape.InputWidth
            ? input[(((((image * shape.InputHeight) + y) * shape.InputWidth) + x) * shape.InputChannels) + channel]
            : 0;

    private static void Read(double[,] matrix, Func<int, int, double> value)
    {
        for (int y = 0; y < matrix.GetLength(0); y++)
        {
            for (int x = 0; x < matrix.GetLength(1); x++)
            {
                matrix[y, x] = Math.Abs(value(y, x));
            }
        }
    }

    private static double[,] Transposed(double[,] matrix)
    {
        double[,] transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, matrix.GetLength(1));
            transposed[x, y] = matrix[y, x];
        }

        return transposed;
    }

    /// <summary>Computes <c>|left| middle |right|^T</c>.</summary>
    private static double[,] Transform(double[,] left, double[,] middle, double[,] right)
    {
        double[,] rows = new double[left.GetLength(0), middle.GetLength(1)];
        double[,] result = new double[left.GetLength(0), right.GetLength(0)];
        for (int y = 0; y < rows.GetLength(0); y++)
        {
            for (int x = 0; x < rows.GetLength(1); x++)
            {
                for (int i = 0; i < middle.GetLength(0); i++)
                {
                    rows[y, x] += Math.Abs(left[y, i]) * middle[i, x];
                }
            }

            for (int x = 0; x < result.GetLength(1); x++)
            {
                for (int i = 0; i < rows.GetLength(1); i++)
                {
                    result[y, x] += rows[y, i] * Math.Abs(right[x, i]);
                }
            }
        }

        return result;
    }

    /// <summary>Writes the coefficients of <c>(t - p_1) (t - p_2) ...</c> into a row of B^T.</summary>
    private void Fill(double[] points, int row)
    {
        Inputs[row, 0] = 1;
        foreach (double point in points)
        {
            for (int power = axis.Size - 1; power >= 0; power--)
            {
                Inputs[row, power] = (power > 0 ? Inputs[row, power - 1] : 0) - (point * Inputs[row, power]);
            }
        }
    }
}
