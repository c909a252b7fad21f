namespace Fidelis.Statistics.Copying;

/// <summary>Mann and Whitney's test in one cell: whether generated images lie nearer to the training images than real ones do that were held out.</summary>
internal sealed class RankCell
{
    private readonly double[] distances;
    private readonly int[] images;
    private readonly int heldOutCount;

    /// <summary>Initializes the test.</summary>
    /// <param name="images">The images in the cell, by their places in <paramref name="all"/>.</param>
    /// <param name="all">The distances of the held-out images, and behind them those of the generated ones.</param>
    /// <param name="heldOutCount">The number of held-out images in all cells.</param>
    public RankCell(IEnumerable<int> images, double[] all, int heldOutCount)
    {
        this.images = [.. images];
        this.heldOutCount = heldOutCount;
        distances = [.. this.images.Select(image => all[image])];
        Array.Sort(distances, this.images);
    }

    /// <summary>Counts the pairs in which the generated image lies farther, equal ones for one half.</summary>
    /// <param name="times">How often each image is there.</param>
    public RankCounts Count(ReadOnlySpan<int> times)
    {
        long heldOut = 0;
        long generated = 0;
        double farther = 0;
        for (int start = 0; start < images.Length;)
        {
            long equalHeldOut = 0;
            long equalGenerated = 0;
            int end = start;
            for (; end < images.Length && distances[end] == distances[start]; end++)
            {
                int image = images[end];
                equalHeldOut += image < heldOutCount ? times[image] : 0;
                equalGenerated += image < heldOutCount ? 0 : times[image];
            }

            farther += equalGenerated * (heldOut + (0.5 * equalHeldOut));
            heldOut += equalHeldOut;
            generated += equalGenerated;
            start = end;
        }

        return new RankCounts(heldOut, generated, farther);
    }
}
