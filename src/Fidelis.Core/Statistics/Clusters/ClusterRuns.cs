using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics.Clusters;

/// <summary>Several clusterings of two sets together, each with the histograms of both sets and their curve.</summary>
internal sealed class ClusterRuns
{
    /// <summary>
    /// How much of the variance between clusterings of the same images clusters of other images add, at a score of 0: in simulations 0.1 to 0.2 of sets that are far apart and nothing
    /// near a score of 1, where all clusterings see the same. It is no matter of the seeds, and more runs take nothing of it away.
    /// </summary>
    private const double MovementShare = 0.12;

    /// <summary>How well parts of one set tell the variance between sets: in simulations of 100 to 450 images the estimates scatter by 0.2 to 0.5, those of so many degrees by 0.37.</summary>
    private const double DegreesOfFreedom = 15;

    private readonly FeatureClusters[] runs;
    private readonly double[][] curves;
    private readonly double[] slopes;
    private readonly SubsetPairs referenceParts;
    private readonly SubsetPairs generatedParts;
    private readonly int clusters;

    private ClusterRuns(FeaturePair pair, FeatureClusters[] runs, int clusters, int angles)
    {
        this.runs = runs;
        this.clusters = clusters;
        referenceParts = new SubsetPairs((int)pair.Reference.RowCount);
        generatedParts = new SubsetPairs((int)pair.Generated.RowCount, seed: 1);
        slopes = PrecisionRecallCurve.Slopes(angles);
        curves =
        [
            .. runs.Select(run => PrecisionRecallCurve.Precisions(
                Histogram(run, 0, referenceParts.ImageCount), Histogram(run, referenceParts.ImageCount, generatedParts.ImageCount), slopes)),
        ];
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
    /// How the score moves with the images is seen in pairs of random parts of both sets, in the clusters of the whole sets. Where the shares of both sets are nearly equal, it is chance which
    /// of the two is the smaller one and counts: a derivative takes that for a law, and comes out up to 1.8 times too large. The variance is taken in proportion to score (1 - score), which
    /// the smaller parts have another one of. The runs add their scatter: of their mean, as each could have been the only one, and a share that stays however many there are, because with
    /// other images the clusters lie elsewhere.
    /// </remarks>
    public (double Score, VarianceEstimate Variance, double Deviation) Best(double beta)
    {
        double[] mean = [.. slopes.Select((_, i) => curves.Average(curve => curve[i]))];
        double score = PrecisionRecallCurve.Best(mean, slopes, beta).Score;
        double[] scores = [.. curves.Select(curve => PrecisionRecallCurve.Best(curve, slopes, beta).Score)];
        double meanScore = scores.Average();
        double deviation = Math.Sqrt(scores.Average(value => (value - meanScore) * (value - meanScore)));
        return (score, OfImages(score, beta) + OfClusterings(score, deviation), deviation);
    }

    /// <summary>Estimates the variance by the images in the clusters as they are.</summary>
    private VarianceEstimate OfImages(double score, double beta)
    {
        double[] squares = new double[SubsetPairs.Count];
        double[] spreads = new double[SubsetPairs.Count];
        Parallelism.For(SubsetPairs.Count, pair =>
        {
            double first = PrecisionRecallCurve.Greatest(
                Histograms(0, referenceParts.First(pair / 64), pair), Histograms(referenceParts.ImageCount, generatedParts.First(pair / 64), pair), beta);
            double second = PrecisionRecallCurve.Greatest(
                Histograms(0, referenceParts.Second(pair / 64), pair), Histograms(referenceParts.ImageCount, generatedParts.Second(pair / 64), pair), beta);
            squares[pair] = (first - second) * (first - second);
            spreads[pair] = 0.5 * ((first * (1 - first)) + (second * (1 - second)));
        });

        // Where all parts score 0, or 1, nothing differs.
        double ofParts = spreads.Average();
        double scale = Math.Max(referenceParts.Scale, generatedParts.Scale);
        double variance = ofParts > 0 ? score * (1 - score) * scale * squares.Average() / ofParts : 0;
        return VarianceEstimate.OfDegrees(variance, DegreesOfFreedom);
    }

    /// <summary>Estimates what the clusterings add to the variance, from the deviation between them.</summary>
    private VarianceEstimate OfClusterings(double score, double deviation)
    {
        if (runs.Length == 1)
        {
            return default;
        }

        double between = deviation * deviation * runs.Length / (runs.Length - 1);
        return VarianceEstimate.OfDegrees(between * ((1.0 / runs.Length) + (MovementShare * (1 - score))), runs.Length - 1);
    }

    private double[] Histogram(FeatureClusters run, int from, int count)
    {
        double[] histogram = new double[clusters];
        foreach (int cluster in run.Assignments.AsSpan(from, count))
        {
            histogram[cluster] += 1.0 / count;
        }

        return histogram;
    }

    /// <summary>Counts the images of a part in the clusters of all runs, as shares of all that are counted.</summary>
    private double[] Histograms(int from, ReadOnlySpan<ulong> part, int pair)
    {
        double[] histograms = new double[runs.Length * clusters];
        double counted = 0;
        for (int image = 0; image < part.Length; image++)
        {
            if (((part[image] >> (pair % 64)) & 1) == 0)
            {
                continue;
            }

            counted += runs.Length;
            for (int run = 0; run < runs.Length; run++)
            {
                histograms[(run * clusters) + runs[run].Assignments[from + image]]++;
            }
        }

        for (int i = 0; i < histograms.Length; i++)
        {
            histograms[i] /= counted;
        }

        return histograms;
    }
}
