namespace Fidelis.Statistics.Copying;

/// <summary>What Mann and Whitney's test of one cell is made of.</summary>
/// <param name="HeldOut">The number of held-out images n.</param>
/// <param name="Generated">The number of generated images m.</param>
/// <param name="Farther">The pairs U in which the generated image lies farther from the training images, equal ones counting one half.</param>
internal readonly record struct RankCounts(long HeldOut, long Generated, double Farther)
{
    /// <summary>Gets the standardised statistic <c>(U - n m / 2) / sqrt(n m (n + m + 1) / 12)</c>.</summary>
    public double Z => (Farther - (0.5 * HeldOut * Generated)) / Math.Sqrt((double)HeldOut * Generated * (HeldOut + Generated + 1) / 12);
}
