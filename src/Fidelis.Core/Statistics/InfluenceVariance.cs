namespace Fidelis.Statistics;

/// <summary>The variance of a score to which every image adds its influence.</summary>
internal static class InfluenceVariance
{
    /// <summary>Computes the variance of the mean of values, with denominator n (n - 1). A constant that all share does not matter.</summary>
    /// <param name="values">The influences, or other values of independent draws: two at least.</param>
    public static double OfMean(ReadOnlySpan<double> values)
    {
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return squares / (values.Length - 1) / values.Length;
    }
}
