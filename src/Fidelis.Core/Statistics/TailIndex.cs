namespace Fidelis.Statistics;

/// <summary>How fast the large values of a law become rare: P(X &gt; x) falls like x to the power of minus the index.</summary>
/// <remarks>
/// B. M. Hill, A simple general approach to inference about the tail of a distribution, 1975: of the k largest of n values and the next one x, the index is k / Σ ln(x_i / x). Moments
/// of the order of the index and above are infinite: below 1 there is no mean, below 2 no variance.
/// </remarks>
internal static class TailIndex
{
    /// <summary>Estimates the index, with a relative deviation of 1 / √k.</summary>
    /// <param name="ascending">The values, positive where they are among the largest, in ascending order.</param>
    /// <param name="largest">k, below the number of values.</param>
    /// <returns>The index, infinite where the largest are equal.</returns>
    public static double Of(double[] ascending, int largest)
    {
        double next = ascending[^(largest + 1)];
        double sum = 0;
        for (int i = 1; i <= largest; i++)
        {
            sum += Math.Log(ascending[^i] / next);
        }

        return largest / sum;
    }
}
