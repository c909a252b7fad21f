namespace Fidelis.Statistics.Neighbours;

/// <summary>A ball that holds a point.</summary>
/// <param name="Ball">The ball.</param>
/// <param name="Closed">The smallest k whose ball holds the point, border included.</param>
/// <param name="Open">The smallest k whose ball holds it without its border, no less; one beyond the depth where none does.</param>
internal readonly record struct BallContact(int Ball, ushort Closed, ushort Open)
{
    /// <summary>Finds whether a contact comes before another: by the level with the border, and by the other where these are equal.</summary>
    public bool IsBelow(BallContact other) => Closed < other.Closed || (Closed == other.Closed && Open < other.Open);
}
