namespace Fidelis.Statistics.Neighbours;

/// <summary>The share of points that lie in at least one ball, with its error: precision, and with the sets exchanged recall.</summary>
internal static class CoveredShare
{
    /// <summary>Counts the points in closed balls.</summary>
    /// <param name="balls">The balls and the points.</param>
    /// <param name="centres">The neighbours of the centres in their own set.</param>
    /// <param name="parts">The parts of the centres.</param>
    /// <param name="k">The neighbour that a ball reaches to.</param>
    public static RedrawnShare Of(BallMembers balls, NeighbourTable centres, SubsetPairs parts, int k)
    {
        bool[] covered = [.. Enumerable.Range(0, balls.PointCount).Select(point => balls.ClosedBallsAbout(point, k) > 0)];
        return RedrawnShare.Of(covered, parts, word =>
        {
            PartReach reach = new(centres, parts, word, k);
            return point =>
            {
                ulong first = 0;
                ulong second = 0;
                foreach ((int ball, int level) in balls.Contacts(point))
                {
                    first |= reach.First(ball, level);
                    second |= reach.Second(ball, level);
                }

                return (first, second);
            };
        });
    }
}
