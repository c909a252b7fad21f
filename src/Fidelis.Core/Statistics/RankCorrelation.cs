namespace Fidelis.Statistics;

/// <summary>The rank correlation of Spearman: how nearly one quantity rises or falls whenever another rises, whatever the units.</summary>
/// <remarks>C. Spearman, The proof and measurement of association between two things, 1904. Equal values share the mean of their ranks.</remarks>
public static class RankCorrelation
{
    /// <summary>Computes the correlation.</summary>
    /// <param name="first">Values <c>[n]</c>.</param>
    /// <param name="second">Values <c>[n]</c>, in the same order.</param>
    /// <returns>1 where both rise together, -1 where one falls as the other rises; <see langword="null"/> where a quantity is the same everywhere.</returns>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static double? Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"There must be as many values of both, but there are {first.Count} and {second.Count}.", nameof(second));
        }

        double[] a = RanksOf(first);
        double[] b = RanksOf(second);
        double mean = (first.Count + 1) / 2.0;
        double product = 0;
        double squareOfFirst = 0;
        double squareOfSecond = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (a[i] - mean) * (b[i] - mean);
            squareOfFirst += (a[i] - mean) * (a[i] - mean);
            squareOfSecond += (b[i] - mean) * (b[i] - mean);
        }

        return squareOfFirst > 0 && squareOfSecond > 0 ? product / Math.Sqrt(squareOfFirst * squareOfSecond) : null;
    }

    private static double[] RanksOf(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        double[] ranks = new double[order.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
