using Fidelis.Numerics.Randomness;

namespace Fidelis.Statistics.Clusters;

/// <summary>Several clusterings of two sets together, each with the histograms of both sets and their curve.</summary>
internal sealed class ClusterRuns
{
    /// <summary>
    /// How much of the variance between clusterings of the same images clusters of other images add: 0.13 to 0.18 in simulations of sets that are far apart, of
    /// 100 to 450 images and for either end of the curve. It is no matter of the seeds, and more runs take nothing of it away.
    /// </summary>
    private const double MovementShare = 0.15;

    private readonly FeatureClusters[] runs;
    private readonly double[][] reference;
    private readonly double[][] generated;
    private readonly double[][] curves;
    private readonly double[] slopes;
    private readonly int referenceCount;

    private ClusterRuns(FeaturePair pair, FeatureClusters[] runs, int clusters, int angles)
    {
        this.runs = runs;
        referenceCount = (int)pair.Reference.RowCount;
        reference = [.. runs.Select(run => Histogram(run.Assignments.AsSpan(0, referenceCount), clusters))];
        generated = [.. runs.Select(run => Histogram(run.Assignments.AsSpan(referenceCount), clusters))];
        slopes = PrecisionRecallCurve.Slopes(angles);
        curves = [.. reference.Zip(generated, (p, q) => PrecisionRecallCurve.Precisions(p, q, slopes))];
    }

    /// <summary>Clusters two sets.</summary>
    /// <param name="pair">The sets.</param>
    /// <param name="clusters">The number of clusters, at most that of all images.</param>
    /// <param name="count">The number of clusterings.</param>
    /// <param name="angles">The points of a curve.</param>
    /// <param name="seed">The seed of the clusterings.</param>
    public static ClusterRuns Of(FeaturePair pair, int clusters, int count, int angles, uint seed) => new(
        pair,
        [.. Enumerable.Range(0, count).Select(run => FeatureClusters.Of([pair.Reference, pair.Generated], clusters, new Xoshiro256(seed).Split((ulong)run)))],
        clusters,
        angles);

    /// <summary>Computes the greatest F_β of the mean curve.</summary>
    /// <param name="beta">β.</param>
    /// <returns>The score, the estimate of its variance, and the deviation between the runs.</returns>
    /// <remarks>
    /// At the slope λ where it is greatest F_β is (1 + β²) / (1 + β² λ) · α(λ), linear in the histograms: a generated image of cluster b
    /// counts where q_b is below λ p_b, a reference image λ-fold where it is above. The greatest value mostly lies where some cluster changes from
    /// one to the other, and moves with it: such a cluster counts in part for both, in the shares that make the slope of F_β zero. The
    /// influence of an image is the mean of that over the runs. The runs add their scatter: of their mean, as each could have been the only one,
    /// and a share that stays however many there are, because with other images the clusters lie elsewhere.
    /// </remarks>
    public (double Score, VarianceEstimate Variance, double Deviation) Best(double beta)
    {
        double[] mean = [.. slopes.Select((_, i) => curves.Average(curve => curve[i]))];
        (double score, int index) = PrecisionRecallCurve.Best(mean, slopes, beta);
        double[][] shares = ReferenceShares(mean[index], index, beta);
        double factor = (1 + (beta * beta)) / (1 + (beta * beta * slopes[index]));
        double[] influences = new double[runs[0].Assignments.Length];
        for (int run = 0; run < runs.Length; run++)
        {
            for (int i = 0; i < influences.Length; i++)
            {
                double share = shares[run][runs[run].Assignments[i]];
                influences[i] += factor * (i < referenceCount ? slopes[index] * share : 1 - share) / runs.Length;
            }
        }

        double[] scores = [.. curves.Select(curve => PrecisionRecallCurve.Best(curve, slopes, beta).Score)];
        double meanScore = scores.Average();
        double deviation = Math.Sqrt(scores.Average(value => (value - meanScore) * (value - meanScore)));
        VarianceEstimate variance = VarianceEstimate.OfMean(influences.AsSpan(0, referenceCount)) + VarianceEstimate.OfMean(influences.AsSpan(referenceCount));
        return (score, variance + OfClusterings(deviation), deviation);
    }

    /// <summary>Estimates what the clusterings add to the variance, from the deviation between them; s² of normal values has the variance 2 s⁴ / (runs - 1).</summary>
    private VarianceEstimate OfClusterings(double deviation)
    {
        if (runs.Length == 1)
        {
            return default;
        }

        double between = deviation * deviation * runs.Length / (runs.Length - 1);
        double added = between * ((1.0 / runs.Length) + MovementShare);
        return new VarianceEstimate(added, 2 * added * added / (runs.Length - 1));
    }

    /// <summary>
    /// Computes for each cluster of each run the share in which it counts for the reference: 1 where q_b / p_b lies above the slopes about the best one,
    /// 0 where it lies below them, and in between what solves α'(λ) (1 + β² λ) = β² α(λ), where α' sums the p_b that count.
    /// </summary>
    private double[][] ReferenceShares(double precision, int index, double beta)
    {
        double least = slopes[Math.Max(index - 1, 0)];
        double most = slopes[Math.Min(index + 1, slopes.Length - 1)];
        double decided = 0;
        double undecided = 0;
        double[][] shares = [.. reference.Select((_, run) => (double[])[.. reference[run].Select((p, b) => Share(run, b, p))])];
        double wanted = beta * beta * precision / (1 + (beta * beta * slopes[index]));
        double part = undecided > 0 ? Math.Clamp((wanted - decided) / undecided, 0, 1) : 0;
        return [.. shares.Select(ofRun => (double[])[.. ofRun.Select(share => double.IsNaN(share) ? part : share)])];

        double Share(int run, int cluster, double p)
        {
            double q = generated[run][cluster];
            if (q < least * p)
            {
                return 0;
            }

            bool above = q > most * p;
            decided += above ? p / runs.Length : 0;
            undecided += above ? 0 : p / runs.Length;
            return above ? 1 : double.NaN;
        }
    }

    private static double[] Histogram(ReadOnlySpan<int> assignments, int clusters)
    {
        double[] histogram = new double[clusters];
        foreach (int cluster in assignments)
        {
            histogram[cluster] += 1.0 / assignments.Length;
        }

        return histogram;
    }
}
