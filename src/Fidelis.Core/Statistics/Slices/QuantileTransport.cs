namespace Fidelis.Statistics.Slices;

/// <summary>The cheapest way to carry one set of numbers to another at the squared distance: quantile to quantile.</summary>
/// <remarks>
/// <para>
/// The cost is the integral of the squared difference of the quantile functions, which is exact for any two counts. The potentials f and
/// g of the dual problem say how the cost changes with the weight of a number: f(x) + g(y) = (x - y)² wherever weight is carried from x to
/// y. They are found along the plan, each from the one before.
/// </para>
/// <para>
/// Where both a new x and a new y begin at the same quantile the potentials are not unique, and lie between what either order of the two gives:
/// the mean is taken, which makes f the trapezoidal sum of 2 (x - T(x)).
/// </para>
/// </remarks>
/// <param name="Value">The squared 2-Wasserstein distance.</param>
/// <param name="Left">The potential of every number on the left, in their own order.</param>
/// <param name="Right">The potential of every number on the right, in their own order.</param>
internal readonly record struct QuantileTransport(double Value, double[] Left, double[] Right)
{
    /// <summary>Computes the plan.</summary>
    public static QuantileTransport Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        (float[] x, int[] leftOrder) = Sort(left);
        (float[] y, int[] rightOrder) = Sort(right);
        double[] f = new double[x.Length];
        double[] g = new double[y.Length];
        int i = 0;
        int j = 0;
        long carried = 0;
        double sum = 0;
        double cost = Cost(x[0], y[0]);
        g[0] = cost;

        // Quantiles in units of 1 / (n m), so that whether two of them coincide is a question of whole numbers.
        long n = x.Length;
        long m = y.Length;
        while (true)
        {
            long leftEnd = (i + 1) * m;
            long rightEnd = (j + 1) * n;
            long end = Math.Min(leftEnd, rightEnd);
            sum += (end - carried) * cost;
            carried = end;
            if (end == n * m)
            {
                return new QuantileTransport(sum / (n * m), Restore(f, leftOrder), Restore(g, rightOrder));
            }

            if (leftEnd == rightEnd)
            {
                double leftFirst = Cost(x[i + 1], y[j]) - g[j];
                double rightFirst = Cost(x[i + 1], y[j + 1]) - (Cost(x[i], y[j + 1]) - f[i]);
                f[++i] = 0.5 * (leftFirst + rightFirst);
                cost = Cost(x[i], y[++j]);
                g[j] = cost - f[i];
            }
            else if (leftEnd < rightEnd)
            {
                cost = Cost(x[++i], y[j]);
                f[i] = cost - g[j];
            }
            else
            {
                cost = Cost(x[i], y[++j]);
                g[j] = cost - f[i];
            }
        }
    }

    private static double Cost(double x, double y) => (x - y) * (x - y);

    private static (float[] Sorted, int[] Order) Sort(ReadOnlySpan<float> values)
    {
        float[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        return (sorted, order);
    }

    private static double[] Restore(double[] sorted, int[] order)
    {
        double[] values = new double[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            values[order[i]] = sorted[i];
        }

        return values;
    }
}
