namespace Fidelis.Imaging.Resampling;

/// <summary>
/// The way in which Pillow makes resampling weights from an even filter function: it is stretched when the picture becomes smaller, so
/// that every source sample counts, and cut off at the border of the picture.
/// </summary>
/// <remarks>
/// With scale <c>s = input / output</c> and <c>f = max(s, 1)</c>, output sample q has its centre at <c>c = (q + 1/2) s</c> and takes the
/// source samples k from <c>int(c - radius f + 1/2)</c> up to, but not including, <c>int(c + radius f + 1/2)</c>, cut to the picture. Their
/// weights <c>w((k - c + 1/2) / f)</c> are divided by their sum.
/// </remarks>
internal static class ConvolutionFilter
{
    /// <summary>Chooses and weighs the source samples of one output sample.</summary>
    /// <param name="input">The number of source samples.</param>
    /// <param name="output">The number of output samples.</param>
    /// <param name="q">The output sample.</param>
    /// <param name="radius">How far from its centre the filter reaches, in source samples of a picture that grows.</param>
    /// <param name="filter">The filter function w.</param>
    /// <param name="weights">Receives the weights at its end.</param>
    /// <returns>The first source sample.</returns>
    public static int Weigh(int input, int output, int q, double radius, Func<double, double> filter, List<double> weights)
    {
        double scale = (double)input / output;
        double stretch = Math.Max(scale, 1);
        double support = radius * stretch;
        double center = (q + 0.5) * scale;
        int start = Math.Max((int)(center - support + 0.5), 0);
        int end = Math.Min((int)(center + support + 0.5), input);
        int first = weights.Count;
        double sum = 0;
        for (int k = start; k < end; k++)
        {
            double weight = filter((k - center + 0.5) * (1 / stretch));
            weights.Add(weight);
            sum += weight;
        }

        for (int i = first; i < weights.Count; i++)
        {
            weights[i] /= sum;
        }

        return start;
    }
}
