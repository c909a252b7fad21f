using System.Collections.Concurrent;

namespace Fidelis.Imaging.Resampling;

/// <summary>Which source samples make each output sample along one axis, and with what weights, as in Pillow.</summary>
/// <remarks>
/// With scale <c>s = in / out</c> and <c>f = max(s, 1)</c>, output sample q has its centre at <c>c = (q + 1/2) s</c> and takes the
/// source samples k from <c>int(c - 2f + 1/2)</c> up to, but not including, <c>int(c + 2f + 1/2)</c>, cut to the picture. Their
/// weights <c>w((k - c + 1/2) / f)</c> are divided by their sum; w is the cubic convolution kernel with a = -1/2
/// (Keys, 1981, "Cubic convolution interpolation for digital image processing", IEEE ASSP 29:1153-1160).
/// </remarks>
internal sealed class BicubicTable
{
    // A folder of pictures has few sizes. Where every picture has its own, the tables are made again rather than kept.
    private const int LargestCacheCount = 64;
    private const double Radius = 2;

    private static readonly ConcurrentDictionary<(int Input, int Output), BicubicTable> Cache = new();

    private readonly int[] starts;
    private readonly int[] offsets;
    private readonly double[] weights;

    private BicubicTable(int input, int output)
    {
        starts = new int[output];
        offsets = new int[output + 1];
        double scale = (double)input / output;
        double stretch = Math.Max(scale, 1);
        double support = Radius * stretch;
        List<double> all = [];
        for (int q = 0; q < output; q++)
        {
            double center = (q + 0.5) * scale;
            int start = Math.Max((int)(center - support + 0.5), 0);
            int end = Math.Min((int)(center + support + 0.5), input);
            double sum = 0;
            for (int k = start; k < end; k++)
            {
                double weight = Kernel((k - center + 0.5) * (1 / stretch));
                all.Add(weight);
                sum += weight;
            }

            starts[q] = start;
            offsets[q + 1] = all.Count;
            for (int i = offsets[q]; i < all.Count; i++)
            {
                all[i] /= sum;
            }
        }

        weights = [.. all];
    }

    /// <summary>Gets the table for one pair of lengths.</summary>
    /// <param name="input">The number of source samples.</param>
    /// <param name="output">The number of output samples.</param>
    /// <returns>The table, perhaps made earlier.</returns>
    public static BicubicTable For(int input, int output)
    {
        if (Cache.TryGetValue((input, output), out BicubicTable? table))
        {
            return table;
        }

        if (Cache.Count >= LargestCacheCount)
        {
            Cache.Clear();
        }

        return Cache[(input, output)] = new BicubicTable(input, output);
    }

    /// <summary>Gets the first source sample of an output sample.</summary>
    /// <param name="output">The index of the output sample.</param>
    /// <returns>The index of the source sample that the first weight belongs to.</returns>
    public int Start(int output) => starts[output];

    /// <summary>Gets the weights of successive source samples of an output sample; their sum is 1.</summary>
    /// <param name="output">The index of the output sample.</param>
    /// <returns>The weights.</returns>
    public ReadOnlySpan<double> Weights(int output) => weights.AsSpan(offsets[output], offsets[output + 1] - offsets[output]);

    private static double Kernel(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x < 1 ? (((((A + 2) * x) - (A + 3)) * x) * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }
}
