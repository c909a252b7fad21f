namespace Fidelis.Statistics.Neighbours;

/// <summary>How leaving out one image at a time moves a score, and the standard error that follows.</summary>
/// <remarks>
/// <para>
/// The jackknife sums the squares of these effects over both sets. For scores of neighbours that is too much by a factor of 2 to 4: what one
/// image does to its neighbours is seen through the few images that happen to lie there, and that noise enters every square. The
/// expected square of the noise is the effect's number of changed images, as for any count, and is taken off, which leaves the effect
/// that an image has by its place: the projection of Hájek.
/// </para>
/// <para>What hangs on images together is counted once for each of them: see <see cref="SubsetPairs"/> for scores of which that is much. docs/calibration.md says how often the intervals cover.</para>
/// </remarks>
/// <param name="Reference">The change of the score without each reference image, up to a constant that all share.</param>
/// <param name="ReferenceNoise">The expected square of the noise in each of them.</param>
/// <param name="Generated">The change of the score without each generated image, up to a constant that all share.</param>
/// <param name="GeneratedNoise">The expected square of the noise in each of them.</param>
internal sealed record DeletionEffects(double[] Reference, double[] ReferenceNoise, double[] Generated, double[] GeneratedNoise)
{
    /// <summary>Gets the standard error of the score.</summary>
    public double StandardError => Math.Sqrt(Variance(Reference, ReferenceNoise) + Variance(Generated, GeneratedNoise));

    /// <summary>Computes the effects on a function of two scores from its derivatives.</summary>
    /// <param name="scale">The derivative with respect to this score.</param>
    /// <param name="other">The effects on the other score.</param>
    /// <param name="otherScale">The derivative with respect to the other score.</param>
    public DeletionEffects Combine(double scale, DeletionEffects other, double otherScale) => new(
        Sum(Reference, scale, other.Reference, otherScale),
        Sum(ReferenceNoise, scale * scale, other.ReferenceNoise, otherScale * otherScale),
        Sum(Generated, scale, other.Generated, otherScale),
        Sum(GeneratedNoise, scale * scale, other.GeneratedNoise, otherScale * otherScale));

    private static double[] Sum(double[] first, double scale, double[] second, double otherScale) =>
        [.. first.Select((value, i) => (scale * value) + (otherScale * second[i]))];

    private static double Variance(double[] effects, double[] noise)
    {
        double mean = effects.Average();
        return Math.Max(effects.Sum(effect => (effect - mean) * (effect - mean)) - noise.Sum(), 0);
    }
}
