using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>A share of points of which each is counted or not by what the images of the other set are, with its variance.</summary>
/// <remarks>
/// Given the other set the points are independent, so that the share has the binomial variance and besides that of its expectation given the other
/// set. The latter is seen in pairs of parts of that set, in the squares of their differences without those of single points, whose scatter the binomial variance has
/// already. It is taken in proportion to share (1 - share), which the smaller parts have another one of.
/// </remarks>
internal sealed record RedrawnShare
{
    private readonly double relativeVariance;

    private RedrawnShare(double share, bool[] outcomes, SubsetPairs parts, double[] differences, double relativeVariance) =>
        (Share, Outcomes, Parts, Differences, this.relativeVariance) = (share, outcomes, parts, differences, relativeVariance);

    /// <summary>Finds for the pairs of a word which of them count a point in their first and in their second part.</summary>
    /// <param name="point">The point.</param>
    public delegate (ulong First, ulong Second) Outcome(int point);

    /// <summary>Gets the share.</summary>
    public double Share { get; }

    /// <summary>Gets which points are counted.</summary>
    public bool[] Outcomes { get; }

    /// <summary>Gets the parts of the other set.</summary>
    public SubsetPairs Parts { get; }

    /// <summary>Gets the differences of the share between the parts of each pair, as they would be of a share as large as the whole has.</summary>
    public double[] Differences { get; }

    /// <summary>Gets the variance of the share.</summary>
    public double Variance => Share * (1 - Share) * (relativeVariance + (1.0 / (Outcomes.Length - 1)));

    /// <summary>Gets the number of independent points whose share would vary as much.</summary>
    public double EffectiveCount => 1 / (relativeVariance + (1.0 / Outcomes.Length));

    /// <summary>Scores the parts of all pairs.</summary>
    /// <param name="outcomes">Which points are counted: two at least.</param>
    /// <param name="parts">The parts of the other set.</param>
    /// <param name="score">Prepares a word of pairs.</param>
    public static RedrawnShare Of(bool[] outcomes, SubsetPairs parts, Func<int, Outcome> score)
    {
        double points = outcomes.Length;
        double share = outcomes.Count(outcome => outcome) / points;
        double[] differences = new double[SubsetPairs.Count];
        double[] squares = new double[SubsetPairs.Count];
        double[] binomial = new double[SubsetPairs.Count];
        Parallelism.For(SubsetPairs.Words, word =>
        {
            Outcome outcome = score(word);
            PairCounts counts = new();
            for (int point = 0; point < outcomes.Length; point++)
            {
                (ulong first, ulong second) = outcome(point);
                counts.Add(first, second, 1);
            }

            for (int lane = 0; lane < 64; lane++)
            {
                int pair = (64 * word) + lane;
                double mean = counts.Mean(lane) / points;
                differences[pair] = counts.Difference(lane) / points;
                squares[pair] = counts.SquareBeyondScatter(lane) / (points * (points - 1));
                binomial[pair] = mean * (1 - mean);
            }
        });

        // Where the parts count all points or none, nothing differs.
        double ofParts = binomial.Average();
        double relative = ofParts > 0 ? parts.Scale * Math.Max(squares.Average(), 0) / ofParts : 0;
        double growth = ofParts > 0 ? Math.Sqrt(share * (1 - share) / ofParts) : 0;
        return new RedrawnShare(share, outcomes, parts, [.. differences.Select(difference => difference * growth)], relative);
    }

    /// <summary>Computes the covariance with a share that has the sets exchanged: of points that are the images of the other set.</summary>
    /// <remarks>A part of a set is other points of one share and other surroundings of the other.</remarks>
    public double CovarianceWith(RedrawnShare other) => OneSide(this, other) + OneSide(other, this);

    private static double OneSide(RedrawnShare surrounded, RedrawnShare points) =>
        surrounded.Parts.Scale * surrounded.Differences.Zip(surrounded.Parts.Differences(points.Outcomes), (first, second) => first * second).Average();
}
