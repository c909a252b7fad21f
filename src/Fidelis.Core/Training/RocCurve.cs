using Fidelis.Numerics.Distributions;

namespace Fidelis.Training;

/// <summary>
/// The receiver operating characteristic of one class against the rest: the true positive rate over the false positive rate, for
/// every threshold on the class's score.
/// </summary>
/// <remarks>
/// <para>There is one point per distinct score, so that the order of images with equal scores does not matter, and the origin.</para>
/// <para>
/// The area under the curve by the trapezoid rule is the probability that a positive image scores higher than a negative one, ties
/// counting one half, which is the statistic of Mann and Whitney divided by the number of pairs (Hanley and McNeil, Radiology 143,
/// 1982, page 29). The sums run over counts, so the area is exact up to one division.
/// </para>
/// </remarks>
public sealed class RocCurve
{
    /// <summary>The name of the kind of interval, as run files give it.</summary>
    public const string IntervalMethod = "newcombe-95";

    private RocCurve(int positiveCount, int negativeCount, IReadOnlyList<RocPoint> points)
    {
        PositiveCount = positiveCount;
        NegativeCount = negativeCount;
        Points = points;
    }

    /// <summary>Gets the number of images of the class.</summary>
    public int PositiveCount { get; }

    /// <summary>Gets the number of images of all other classes.</summary>
    public int NegativeCount { get; }

    /// <summary>Gets the points from the origin to (1, 1), in falling order of the threshold.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>Gets the area under the curve in [0, 1]; 1/2 is chance.</summary>
    public double Area
    {
        get
        {
            // Twice the area, in units of one positive times one negative image.
            long doubled = 0;
            for (int i = 1; i < Points.Count; i++)
            {
                long width = Points[i].FalsePositiveCount - Points[i - 1].FalsePositiveCount;
                doubled += width * ((long)Points[i].TruePositiveCount + Points[i - 1].TruePositiveCount);
            }

            return doubled / (2.0 * PositiveCount * NegativeCount);
        }
    }

    /// <summary>
    /// Gets the 95 % interval of the area, as <see cref="RankProbabilityInterval.Newcombe"/> computes it. It treats the images as
    /// independent.
    /// </summary>
    public (double Lower, double Upper) AreaInterval => RankProbabilityInterval.Newcombe(Area, PositiveCount, NegativeCount);

    /// <summary>Computes the curve.</summary>
    /// <param name="scores">The score of each image <c>[n]</c>, larger for the class; no NaN.</param>
    /// <param name="positive">Whether each image is of the class <c>[n]</c>.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, a score is not a number, or there is no positive or no negative image.</exception>
    public static RocCurve Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.Length != positive.Length)
        {
            throw new ArgumentException($"Every image must have one score, but {positive.Length} images met {scores.Length} scores.", nameof(scores));
        }

        double[] sorted = scores.ToArray();
        bool[] labels = positive.ToArray();
        if (Array.Exists(sorted, double.IsNaN))
        {
            throw new ArgumentException("Every score must be a number, but one is NaN.", nameof(scores));
        }

        Array.Sort(sorted, labels, Comparer<double>.Create((a, b) => b.CompareTo(a)));
        List<RocPoint> points = [new RocPoint(double.PositiveInfinity, 0, 0)];
        int falsePositives = 0;
        int truePositives = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (labels[i])
            {
                truePositives++;
            }
            else
            {
                falsePositives++;
            }

            bool lastOfItsScore = i + 1 == sorted.Length || sorted[i + 1] != sorted[i];
            if (lastOfItsScore)
            {
                points.Add(new RocPoint(sorted[i], falsePositives, truePositives));
            }
        }

        if (truePositives == 0 || falsePositives == 0)
        {
            throw new ArgumentException(
                $"A ROC curve needs positive and negative images, but there are {truePositives} and {falsePositives}.", nameof(positive));
        }

        return new RocCurve(truePositives, falsePositives, points);
    }

    /// <summary>Leaves out every point that lies on the straight line between its neighbours; shape and area stay the same.</summary>
    /// <returns>The curve by its corners.</returns>
    public RocCurve ToCorners()
    {
        List<RocPoint> corners = [];
        foreach (RocPoint point in Points)
        {
            // The curve is monotone, so three points in line never turn back.
            while (corners.Count >= 2 && InLine(corners[^2], corners[^1], point))
            {
                corners.RemoveAt(corners.Count - 1);
            }

            corners.Add(point);
        }

        return new RocCurve(PositiveCount, NegativeCount, corners);
    }

    /// <summary>Converts a point's count to its rate.</summary>
    /// <param name="point">A point of this curve.</param>
    /// <returns>The share of the negative images called positive.</returns>
    public double FalsePositiveRate(RocPoint point) => (double)point.FalsePositiveCount / NegativeCount;

    /// <summary>Converts a point's count to its rate.</summary>
    /// <param name="point">A point of this curve.</param>
    /// <returns>The share of the positive images called positive.</returns>
    public double TruePositiveRate(RocPoint point) => (double)point.TruePositiveCount / PositiveCount;

    private static bool InLine(RocPoint a, RocPoint b, RocPoint c) =>
        (long)(b.FalsePositiveCount - a.FalsePositiveCount) * (c.TruePositiveCount - b.TruePositiveCount)
        == (long)(c.FalsePositiveCount - b.FalsePositiveCount) * (b.TruePositiveCount - a.TruePositiveCount);
}
