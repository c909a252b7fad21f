namespace Fidelis.Statistics.Neighbours;

/// <summary>The share of points that lie in at least one ball, with its error: precision, and with the sets exchanged recall.</summary>
internal static class CoveredShare
{
    /// <summary>Counts the points in closed balls.</summary>
    /// <param name="balls">The balls and the points.</param>
    /// <param name="centres">The neighbours of the centres in their own set.</param>
    /// <param name="k">The neighbour that a ball reaches to.</param>
    /// <returns>The share, and the effects with the centres as reference; <see langword="null"/> where the balls beyond k are unknown.</returns>
    public static (double Share, DeletionEffects? Effects) Of(BallMembers balls, NeighbourTable centres, int k)
    {
        int points = balls.PointCount;
        int[] counts = [.. Enumerable.Range(0, points).Select(point => balls.ClosedBallsAbout(point, k))];
        double share = (double)counts.Count(count => count > 0) / points;
        if (balls.Depth <= k)
        {
            return (share, null);
        }

        int[] gained = new int[balls.BallCount];
        int[] lost = new int[balls.BallCount];
        HashSet<int> widened = [];
        for (int point = 0; point < points; point++)
        {
            if (counts[point] > 1)
            {
                // Some ball stays whichever image is left out, and the others can but grow.
                continue;
            }

            // Without image l the balls that reach to l as one of their k neighbours grow to the next neighbour.
            widened.Clear();
            foreach (int ball in balls.Contacts(point, k + 1))
            {
                for (int rank = 1; rank <= k; rank++)
                {
                    widened.Add(centres.Index(ball, rank));
                }
            }

            if (counts[point] == 0)
            {
                foreach (int image in widened)
                {
                    gained[image]++;
                }
            }
            else if (OnlyBall(balls, point, k) is var only && !widened.Contains(only))
            {
                lost[only]++;
            }
        }

        return (share, new DeletionEffects(
            [.. gained.Select((gain, image) => (double)(gain - lost[image]) / points)],
            [.. gained.Select((gain, image) => (gain + lost[image]) / ((double)points * points))],
            [.. counts.Select(count => (share - (count > 0 ? 1 : 0)) / (points - 1))],
            new double[points]));
    }

    private static int OnlyBall(BallMembers balls, int point, int k)
    {
        for (int level = 1; level <= k; level++)
        {
            if (balls.Contacts(point, level) is [int only, ..])
            {
                return only;
            }
        }

        throw new InvalidOperationException($"Point {point} lies in one ball that was not kept.");
    }
}
