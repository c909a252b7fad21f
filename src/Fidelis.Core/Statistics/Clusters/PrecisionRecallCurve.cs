namespace Fidelis.Statistics.Clusters;

/// <summary>The trade-off between precision and recall of two histograms over the same clusters.</summary>
/// <remarks>
/// M. S. M. Sajjadi et al., Assessing Generative Models via Precision and Recall, 2018, section 3: for slopes λ = tan of evenly spaced angles,
/// precision α(λ) = Σ min(λ p, q) and recall β(λ) = α(λ) / λ, where p is the histogram of the reference and q that of the generated set.
/// </remarks>
internal static class PrecisionRecallCurve
{
    /// <summary>The distance of the first and last angle from 0 and π/2, as in the authors' code.</summary>
    private const double AngleMargin = 1e-10;

    /// <summary>How far from 1 the score of equal histograms may be, by the margin of the angles and by what keeps quotients of zeros zero.</summary>
    public const double Rounding = 1e-8;

    /// <summary>What keeps a quotient of zeros zero, as in the authors' code.</summary>
    private const double ZeroGuard = 1e-10;

    /// <summary>Computes the slopes.</summary>
    /// <param name="angles">Their number, at least 3.</param>
    public static double[] Slopes(int angles) =>
        [.. Enumerable.Range(0, angles).Select(i => Math.Tan(AngleMargin + (i * ((Math.PI / 2) - (2 * AngleMargin)) / (angles - 1))))];

    /// <summary>Computes the precision at each slope; the recall is that over the slope.</summary>
    /// <param name="reference">The histogram of the reference, which sums to 1.</param>
    /// <param name="generated">The histogram of the generated set, which sums to 1.</param>
    /// <param name="slopes">The slopes λ.</param>
    public static double[] Precisions(double[] reference, double[] generated, double[] slopes) =>
        [.. slopes.Select(slope => reference.Zip(generated, (p, q) => Math.Min(slope * p, q)).Sum())];

    /// <summary>Finds the greatest F_β of a curve.</summary>
    /// <param name="precisions">The precisions at the slopes.</param>
    /// <param name="slopes">The slopes.</param>
    /// <param name="beta">β: above 1 recall weighs more, below 1 precision.</param>
    /// <returns>The F_β, and the index of its slope.</returns>
    public static (double Score, int Index) Best(double[] precisions, double[] slopes, double beta)
    {
        double best = double.NegativeInfinity;
        int index = 0;
        for (int i = 0; i < slopes.Length; i++)
        {
            double precision = Math.Clamp(precisions[i], 0, 1);
            double recall = Math.Clamp(precisions[i] / slopes[i], 0, 1);
            double score = (1 + (beta * beta)) * precision * recall / ((beta * beta * precision) + recall + ZeroGuard);
            (best, index) = score > best ? (score, i) : (best, index);
        }

        return (best, index);
    }

    /// <summary>Finds the greatest F_β at all slopes there are.</summary>
    /// <param name="reference">The histogram of the reference, which sums to 1; the mean of several curves is the curve of their histograms one behind the other.</param>
    /// <param name="generated">The histogram of the generated set, which sums to 1.</param>
    /// <param name="beta">β.</param>
    /// <remarks>
    /// F_β is (1 + β²) α(λ) / (1 + β² λ). Between two ratios q / p the precision α is a straight line, and a quotient of two lines has its greatest value at an end: the best slope is one
    /// of the ratios.
    /// </remarks>
    public static double Greatest(double[] reference, double[] generated, double beta)
    {
        double[] ratios = [.. reference.Zip(generated, (p, q) => p > 0 ? q / p : double.PositiveInfinity)];
        int[] order = [.. Enumerable.Range(0, ratios.Length)];
        Array.Sort(ratios, order);
        double below = 0;
        double above = reference.Sum();
        double greatest = 0;
        for (int i = 0; i < order.Length && double.IsFinite(ratios[i]); i++)
        {
            greatest = Math.Max(greatest, (1 + (beta * beta)) * (below + (ratios[i] * above)) / (1 + (beta * beta * ratios[i])));
            below += generated[order[i]];
            above -= reference[order[i]];
        }

        return Math.Min(greatest, 1);
    }
}
