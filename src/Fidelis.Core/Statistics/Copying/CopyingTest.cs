using Fidelis.Numerics.Randomness;

namespace Fidelis.Statistics.Copying;

/// <summary>C_T: the mean over cells of Mann and Whitney's statistic, weighted by the held-out images in each.</summary>
internal sealed class CopyingTest
{
    // The deviation of 400 draws is known to 1 / sqrt(800) = 3.5 %.
    private const int Redraws = 400;

    private readonly RankCell[] cells;
    private readonly int heldOutCount;
    private readonly int generatedCount;
    private readonly int minimum;

    /// <summary>Initializes the test.</summary>
    /// <param name="heldOut">The distance of each held-out image to the nearest training image, or any rising function of it.</param>
    /// <param name="heldOutCells">Their cells.</param>
    /// <param name="generated">The same of the generated images.</param>
    /// <param name="generatedCells">Their cells.</param>
    /// <param name="minimum">The generated images that a cell needs to count.</param>
    public CopyingTest(double[] heldOut, int[] heldOutCells, double[] generated, int[] generatedCells, int minimum)
    {
        heldOutCount = heldOut.Length;
        generatedCount = generated.Length;
        this.minimum = minimum;
        double[] distances = [.. heldOut, .. generated];
        int[] cellOf = [.. heldOutCells, .. generatedCells];
        cells = [.. Enumerable.Range(0, distances.Length).GroupBy(image => cellOf[image]).OrderBy(cell => cell.Key).Select(cell => new RankCell(cell, distances, heldOutCount))];
    }

    /// <summary>Counts the pairs of every cell that has enough generated images, and held-out ones.</summary>
    public RankCounts[] Count()
    {
        int[] once = new int[heldOutCount + generatedCount];
        Array.Fill(once, 1);
        return Count(once);
    }

    /// <summary>Computes C_T.</summary>
    /// <param name="counts">The pairs of the cells that count, at least one.</param>
    public static double Score(RankCounts[] counts) => counts.Sum(cell => cell.HeldOut * cell.Z) / counts.Sum(cell => (double)cell.HeldOut);

    /// <summary>Computes the standard error, by the bootstrap: both sets are drawn anew from themselves, and cells count by what was drawn.</summary>
    /// <remarks>
    /// B. Efron, Bootstrap Methods: Another Look at the Jackknife, 1979. Leaving out images would not see that cells with hardly enough of them count in one draw and not in
    /// another, which is most of the deviation where all generated images lie on one side of the held-out ones.
    /// </remarks>
    /// <param name="random">Draws.</param>
    public double StandardError(Xoshiro256 random)
    {
        int[] times = new int[heldOutCount + generatedCount];
        List<double> scores = [];
        for (int redraw = 0; redraw < Redraws; redraw++)
        {
            Array.Clear(times);
            for (int i = 0; i < heldOutCount; i++)
            {
                times[random.NextInt32(heldOutCount)]++;
            }

            for (int i = 0; i < generatedCount; i++)
            {
                times[heldOutCount + random.NextInt32(generatedCount)]++;
            }

            if (Count(times) is { Length: > 0 } counts)
            {
                scores.Add(Score(counts));
            }
        }

        double mean = scores.Average();
        return Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
    }

    private RankCounts[] Count(int[] times) => [.. cells.Select(cell => cell.Count(times)).Where(counts => counts.Generated >= minimum && counts.HeldOut > 0)];
}
