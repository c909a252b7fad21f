namespace Fidelis.Statistics.Neighbours;

/// <summary>What the two parts of 64 pairs count, side by side.</summary>
internal sealed class PairCounts
{
    private readonly LaneCounts both = new();
    private readonly LaneCounts onlyFirst = new();
    private readonly LaneCounts onlySecond = new();

    /// <summary>Counts.</summary>
    /// <param name="first">The pairs whose first part counts.</param>
    /// <param name="second">The pairs whose second part counts.</param>
    /// <param name="times">How many are counted.</param>
    public void Add(ulong first, ulong second, int times)
    {
        both.Add(first & second, times);
        onlyFirst.Add(first & ~second, times);
        onlySecond.Add(second & ~first, times);
    }

    /// <summary>Gets by how much the first part of a pair counts more than the second.</summary>
    public double Difference(int lane) => onlyFirst[lane] - onlySecond[lane];

    /// <summary>Gets what the parts of a pair count on average.</summary>
    public double Mean(int lane) => both[lane] + (0.5 * Changed(lane));

    /// <summary>Gets the square of the difference less what it would be on average if all that changes did so for itself: as much as that is.</summary>
    public double SquareBeyondScatter(int lane)
    {
        double difference = Difference(lane);
        return (difference * difference) - Changed(lane);
    }

    private double Changed(int lane) => onlyFirst[lane] + onlySecond[lane];
}
