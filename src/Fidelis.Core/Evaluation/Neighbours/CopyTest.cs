using Fidelis.Metrics;
using Fidelis.Numerics.Distributions;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>Which generated images lie nearer to a reference image than new real images do, and how many of them.</summary>
/// <remarks>
/// <para>
/// The ratio of a generated image g is ‖g - t‖ / ‖t - u‖, t its nearest reference image and u the nearest other one of t, as in AuthPct (A. M.
/// Alaa et al., 2022), whose limit is 1. Of images that nobody copied about every second is below 1. The limit here is the k-th
/// smallest ratio of the n reference images, each measured as if it were new: a new image of the same law falls below it with
/// probability k / (n + 1), whatever the law, the features and their dimension.
/// </para>
/// <para>The number of m new images below it follows a beta-binomial law with parameters k and n + 1 - k, which gives its usual range.</para>
/// </remarks>
public sealed record CopyTest
{
    private const double Tail = 0.025;

    /// <summary>Judges the ratios of a generated set.</summary>
    /// <param name="reference">The ratio of each reference image, measured without itself, <c>[n]</c>.</param>
    /// <param name="generated">The ratio of each generated image, <c>[m]</c>.</param>
    /// <param name="rate">The share of new real images that may be flagged.</param>
    public CopyTest(IReadOnlyList<double> reference, IReadOnlyList<double> generated, double rate)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        int n = reference.Count;

        // One part in 10^9 for a product such as 0.01 * 400, which may round to just below a whole number.
        int rank = Math.Max((int)(rate * (n + 1) * (1 + 1e-9)), 1);
        Limit = reference.Order().ElementAt(rank - 1);
        ExpectedShare = rank / (n + 1.0);
        Count = generated.Count;
        FlaggedCount = generated.Count(IsNearCopy);
        NearerCount = generated.Count(ratio => ratio <= 1);
        ReferenceNearerShare = reference.Average(ratio => ratio <= 1 ? 1.0 : 0.0);
        (double lower, double upper) = BinomialInterval.Wilson(FlaggedCount, Count);
        Interval = new ScoreInterval(lower, upper);
        UsualCounts = (BetaBinomialDistribution.Quantile(Tail, Count, rank, n + 1.0 - rank), BetaBinomialDistribution.Quantile(1 - Tail, Count, rank, n + 1.0 - rank));
    }

    /// <summary>Gets the limit of ratios: an image is a near copy below it. Zero where too many reference images stand twice to tell.</summary>
    public double Limit { get; }

    /// <summary>Gets the probability that a new real image is flagged: the asked rate, or the next lower that the reference can resolve, at least 1 / (n + 1).</summary>
    public double ExpectedShare { get; }

    /// <summary>Gets the number of generated images m.</summary>
    public int Count { get; }

    /// <summary>Gets the number of generated images that are near copies.</summary>
    public int FlaggedCount { get; }

    /// <summary>Gets their share, in [0, 1].</summary>
    public double Share => (double)FlaggedCount / Count;

    /// <summary>Gets Wilson's interval of 95 % for the share, over new draws of the generated images.</summary>
    public ScoreInterval Interval { get; }

    /// <summary>Gets how many of as many new real images would be flagged, in 95 of 100 cases.</summary>
    public (long Fewest, long Most) UsualCounts { get; }

    /// <summary>Gets the number of generated images with a ratio of at most 1: those that AuthPct does not count.</summary>
    public int NearerCount { get; }

    /// <summary>Gets the share of reference images with such a ratio, each measured as if it were new.</summary>
    public double ReferenceNearerShare { get; }

    /// <summary>Says whether an image is a near copy.</summary>
    /// <param name="ratio">Its ratio.</param>
    /// <returns>Whether the ratio is below the limit.</returns>
    public bool IsNearCopy(double ratio) => ratio < Limit;
}
