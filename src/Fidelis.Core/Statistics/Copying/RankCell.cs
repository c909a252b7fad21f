namespace Fidelis.Statistics.Copying;

/// <summary>Mann and Whitney's test in one cell: whether generated images lie nearer to the training images than real ones do that were held out.</summary>
internal sealed class RankCell
{
    private readonly double[] heldOut;
    private readonly double[] generated;

    /// <summary>Initializes the test.</summary>
    /// <param name="heldOut">The distances of the held-out images in the cell.</param>
    /// <param name="generated">Those of the generated images in it.</param>
    public RankCell(IEnumerable<double> heldOut, IEnumerable<double> generated)
    {
        this.heldOut = [.. heldOut.Order()];
        this.generated = [.. generated.Order()];
        GeneratedCounts = [.. this.generated.Select(distance => Below(this.heldOut, distance))];
        HeldOutCounts = [.. this.heldOut.Select(distance => this.generated.Length - Below(this.generated, distance))];
        U = GeneratedCounts.Sum();
    }

    /// <summary>Gets the number of held-out images in the cell: n.</summary>
    public int HeldOutCount => heldOut.Length;

    /// <summary>Gets the number of generated images in the cell: m.</summary>
    public int GeneratedCount => generated.Length;

    /// <summary>Gets the pairs in which the generated image lies farther, equal ones counting one half.</summary>
    public double U { get; }

    /// <summary>Gets the pairs of that kind of each generated image.</summary>
    public double[] GeneratedCounts { get; }

    /// <summary>Gets the pairs of that kind of each held-out image.</summary>
    public double[] HeldOutCounts { get; }

    /// <summary>Gets the standardised statistic.</summary>
    public double Z => Standardize(U, HeldOutCount, GeneratedCount);

    /// <summary>Computes (U - n m / 2) / sqrt(n m (n + m + 1) / 12).</summary>
    public static double Standardize(double u, int n, int m) => (u - (0.5 * n * m)) / Math.Sqrt((double)n * m * (n + m + 1) / 12);

    /// <summary>Counts the values of a sorted list below a limit, those at it as one half.</summary>
    private static double Below(double[] sorted, double limit)
    {
        int first = LowerBound(sorted, limit, orEqual: false);
        return 0.5 * (first + LowerBound(sorted, limit, orEqual: true));
    }

    private static int LowerBound(double[] sorted, double limit, bool orEqual)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < limit || (orEqual && sorted[middle] <= limit) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
