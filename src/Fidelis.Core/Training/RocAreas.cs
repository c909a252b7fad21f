using Fidelis.Numerics.Distributions;

namespace Fidelis.Training;

/// <summary>
/// The mean of the classes' areas under the ROC curve, and the area under the one curve of all pairs of an image and a class, each with
/// an error that counts images, not curves or pairs.
/// </summary>
/// <remarks>
/// <para>
/// E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson (Biometrics 44, 1988, page 837): an area is the mean of its placements, of each
/// positive image the share V of negative ones below it and of each negative image the share of positive ones above it, and its variance
/// is <c>sum (V - A)^2 / (m (m - 1)) + sum (V - A)^2 / (n (n - 1))</c> over the m positive and the n negative images. Written as the
/// sum of squares of one number for each image, it extends to a mean of several areas over the same images, whose numbers are added
/// before they are squared; that takes their covariances in.
/// </para>
/// <para>
/// Among the pairs, those of one image belong together: their numbers are added up too, which is the variance of clustered data of
/// N. A. Obuchowski (Biometrics 53, 1997, page 567).
/// </para>
/// <para>The interval is symmetric in <c>ln(A / (1 - A))</c>, which keeps it within [0, 1].</para>
/// </remarks>
internal static class RocAreas
{
    /// <summary>Computes the mean of the areas of those classes that have a curve.</summary>
    /// <param name="labels">True classes <c>[n]</c>.</param>
    /// <param name="probabilities">Class probabilities <c>[n, k]</c>.</param>
    /// <param name="classes">The classes that have a curve.</param>
    /// <returns>The mean, or <see langword="null"/> where there is no such class.</returns>
    public static AreaEstimate? Macro(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, IReadOnlyList<int> classes)
    {
        if (classes.Count == 0)
        {
            return null;
        }

        int classCount = probabilities.Length / labels.Length;
        double[] influences = new double[labels.Length];
        double sum = 0;
        bool hasError = true;
        float[] scores = new float[labels.Length];
        bool[] positive = new bool[labels.Length];
        foreach (int c in classes)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                (scores[i], positive[i]) = (probabilities[(i * classCount) + c], labels[i] == c);
            }

            (double area, double[] placements) = Place(scores, positive);
            double positives = positive.Count(p => p);
            double negatives = labels.Length - positives;
            hasError &= positives > 1 && negatives > 1;
            sum += area;
            for (int i = 0; i < labels.Length; i++)
            {
                influences[i] += (placements[i] - area) / Math.Sqrt(positive[i] ? positives * (positives - 1) : negatives * (negatives - 1));
            }
        }

        double error = Math.Sqrt(influences.Sum(x => x / classes.Count * (x / classes.Count)));
        return Estimate(sum / classes.Count, hasError ? error : null);
    }

    /// <summary>Computes the area of all pairs of an image and a class, the pairs with an image's own class being positive.</summary>
    /// <param name="labels">True classes <c>[n]</c>.</param>
    /// <param name="probabilities">Class probabilities <c>[n, k]</c>.</param>
    /// <returns>The area, or <see langword="null"/> where there is one class only.</returns>
    public static AreaEstimate? Micro(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities)
    {
        int imageCount = labels.Length;
        int classCount = probabilities.Length / imageCount;
        if (classCount < 2)
        {
            return null;
        }

        bool[] positive = new bool[probabilities.Length];
        for (int i = 0; i < imageCount; i++)
        {
            positive[(i * classCount) + labels[i]] = true;
        }

        (double area, double[] placements) = Place(probabilities, positive);
        double squares = 0;
        for (int i = 0; i < imageCount; i++)
        {
            double ofImage = 0;
            for (int pair = i * classCount; pair < (i + 1) * classCount; pair++)
            {
                ofImage += (placements[pair] - area) / (positive[pair] ? imageCount : (double)imageCount * (classCount - 1));
            }

            squares += ofImage * ofImage;
        }

        return Estimate(area, imageCount > 1 ? Math.Sqrt(squares * imageCount / (imageCount - 1)) : null);
    }

    /// <summary>
    /// Finds for each positive value the share of negative ones below it, for each negative value that of positive ones above it, ties
    /// counting one half, and their mean.
    /// </summary>
    internal static (double Area, double[] Placements) Place(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        float[] sorted = scores.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        long positives = 0;
        foreach (bool isPositive in positive)
        {
            positives += isPositive ? 1 : 0;
        }

        long negatives = sorted.Length - positives;
        double[] placements = new double[sorted.Length];

        // Twice the pairs that are in order, a whole number.
        long doubled = 0;
        (long positivesBelow, long negativesBelow) = (0, 0);
        for (int first = 0; first < sorted.Length;)
        {
            int end = first;
            (long positivesHere, long negativesHere) = (0, 0);
            for (; end < sorted.Length && sorted[end] == sorted[first]; end++)
            {
                positivesHere += positive[order[end]] ? 1 : 0;
                negativesHere += positive[order[end]] ? 0 : 1;
            }

            long ofPositive = (2 * negativesBelow) + negativesHere;
            long ofNegative = (2 * (positives - positivesBelow - positivesHere)) + positivesHere;
            for (int i = first; i < end; i++)
            {
                placements[order[i]] = positive[order[i]] ? ofPositive / (2.0 * negatives) : ofNegative / (2.0 * positives);
            }

            doubled += positivesHere * ofPositive;
            (positivesBelow, negativesBelow, first) = (positivesBelow + positivesHere, negativesBelow + negativesHere, end);
        }

        return (doubled / (2.0 * positives * negatives), placements);
    }

    private static AreaEstimate Estimate(double area, double? error)
    {
        if (error is not > 0 || area is 0 or 1)
        {
            return new AreaEstimate(area, error, null);
        }

        double logit = Math.Log(area / (1 - area));
        double spread = -NormalDistribution.Quantile(0.025) * error.Value / (area * (1 - area));
        return new AreaEstimate(area, error, (Logistic(logit - spread), Logistic(logit + spread)));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
