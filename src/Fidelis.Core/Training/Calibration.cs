using Fidelis.Statistics;

namespace Fidelis.Training;

/// <summary>Whether a classifier is right as often as its probabilities say.</summary>
/// <remarks>
/// C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML 2017: the confidence of an image is
/// the probability of its most probable class, and images are put into 15 bins of equal width by it.
/// </remarks>
public sealed class Calibration
{
    /// <summary>The number of bins.</summary>
    public const int BinCount = 15;

    private Calibration(IReadOnlyList<CalibrationBin> bins, double meanConfidence, double accuracy, double brierScore)
    {
        Bins = bins;
        MeanConfidence = meanConfidence;
        BrierScore = brierScore;
        Overconfidence = meanConfidence - accuracy;
        int total = bins.Sum(bin => bin.Count);
        ExpectedError = bins.Where(bin => bin.Count > 0).Sum(bin => Math.Abs(bin.Accuracy!.Value - bin.MeanConfidence!.Value) * bin.Count / total);
    }

    /// <summary>Gets the bins in rising order.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>Gets the mean confidence of all images.</summary>
    public double MeanConfidence { get; }

    /// <summary>Gets the mean confidence minus the accuracy: above 0 for a classifier that promises too much.</summary>
    public double Overconfidence { get; }

    /// <summary>
    /// Gets the expected calibration error: the mean over the images of the distance between accuracy and mean confidence of their bin, in
    /// [0, 1]. It is biased upwards where bins hold few images.
    /// </summary>
    public double ExpectedError { get; }

    /// <summary>
    /// Gets the Brier score: the mean over the images of <c>sum_c (p_c - y_c)^2</c>, in [0, 2], with y = 1 for the true class and 0 else
    /// (G. W. Brier, Monthly Weather Review 78, 1950). Of two classes it is twice the score of one probability.
    /// </summary>
    public double BrierScore { get; }

    /// <summary>Computes the calibration.</summary>
    /// <param name="labels">True classes <c>[n]</c>, at least one image.</param>
    /// <param name="probabilities">Class probabilities <c>[n, k]</c> in [0, 1], no NaN.</param>
    /// <returns>The calibration.</returns>
    public static Calibration Compute(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities)
    {
        int classCount = probabilities.Length / labels.Length;
        int[] counts = new int[BinCount];
        int[] correct = new int[BinCount];
        double[] confidences = new double[BinCount];
        double brier = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * classCount, classCount);
            int predicted = ClassPrediction.Of(row);
            int bin = Math.Clamp((int)Math.Ceiling((double)row[predicted] * BinCount) - 1, 0, BinCount - 1);
            counts[bin]++;
            correct[bin] += predicted == labels[i] ? 1 : 0;
            confidences[bin] += row[predicted];
            for (int c = 0; c < classCount; c++)
            {
                double distance = row[c] - (c == labels[i] ? 1.0 : 0);
                brier += distance * distance;
            }
        }

        return new Calibration(
            [
                .. Enumerable.Range(0, BinCount).Select(b => new CalibrationBin(
                    (double)b / BinCount,
                    (b + 1.0) / BinCount,
                    counts[b],
                    counts[b] == 0 ? null : confidences[b] / counts[b],
                    counts[b] == 0 ? null : Accuracy.Of(correct[b], counts[b]))),
            ],
            confidences.Sum() / labels.Length,
            (double)correct.Sum() / labels.Length,
            brier / labels.Length);
    }
}
