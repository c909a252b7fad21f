namespace Fidelis.Statistics.Neighbours;

/// <summary>The share of points that lie in at least one ball, with its error: precision, and with the sets exchanged recall.</summary>
internal static class CoveredShare
{
    /// <summary>Counts the points in balls.</summary>
    /// <param name="balls">The balls and the points.</param>
    /// <param name="centres">The neighbours of the centres in their own set.</param>
    /// <param name="parts">The parts of the centres.</param>
    /// <param name="k">The neighbour that a ball reaches to.</param>
    /// <param name="hasBorder">Whether the border belongs to a ball.</param>
    public static RedrawnShare Of(BallMembers balls, NeighbourTable centres, SubsetPairs parts, int k, bool hasBorder = true)
    {
        bool[] covered = [.. Enumerable.Range(0, balls.PointCount).Select(point => (hasBorder ? balls.ClosedBallsAbout(point, k) : balls.OpenBallsAbout(point, k)) > 0)];
        return RedrawnShare.Of(covered, parts, word =>
        {
            PartReach reach = new(centres, parts, word, k);
            return point =>
            {
                ulong first = 0;
                ulong second = 0;
                foreach (BallContact contact in balls.Contacts(point))
                {
                    int level = hasBorder ? contact.Closed : contact.Open;
                    if (level <= balls.Depth)
                    {
                        first |= reach.First(contact.Ball, level);
                        second |= reach.Second(contact.Ball, level);
                    }
                }

                return (first, second);
            };
        });
    }
}
