using Fidelis.Numerics.Distributions;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Training;

/// <summary>Two classifiers on the same images: how often each alone was right, and whether that is more than chance.</summary>
/// <param name="BothCorrect">Images that both classified correctly.</param>
/// <param name="FirstAlone">Images that the first alone classified correctly.</param>
/// <param name="SecondAlone">Images that the second alone classified correctly.</param>
/// <param name="NeitherCorrect">Images that neither classified correctly.</param>
/// <param name="ExactP">McNemar's exact two-sided p for classifiers that are right equally often.</param>
/// <param name="MidP">The mid-p of the same test, which is less conservative.</param>
public sealed record ModelComparison(int BothCorrect, int FirstAlone, int SecondAlone, int NeitherCorrect, double ExactP, double MidP)
{
    /// <summary>Gets the accuracy of the first minus that of the second.</summary>
    public double Difference => (double)(FirstAlone - SecondAlone) / (BothCorrect + FirstAlone + SecondAlone + NeitherCorrect);

    /// <summary>Compares two classifications.</summary>
    /// <param name="first">The first classifier's.</param>
    /// <param name="second">The second's, of the same images in the same order.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="InputException">The images are not the same.</exception>
    public static ModelComparison Of(ClassificationResult first, ClassificationResult second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Extraction.Report.ContentHash != second.Extraction.Report.ContentHash || !first.Extraction.Set.Paths.SequenceEqual(second.Extraction.Set.Paths))
        {
            throw new InputException("Two models are compared on the same images, but the images changed between their runs: compare them again.");
        }

        int[,] counts = new int[2, 2];
        for (int i = 0; i < first.Extraction.Set.Paths.Count; i++)
        {
            counts[IsCorrect(first, i) ? 1 : 0, IsCorrect(second, i) ? 1 : 0]++;
        }

        (double exact, double midP) = McNemarTest.Test(counts[1, 0], counts[0, 1]);
        return new ModelComparison(counts[1, 1], counts[1, 0], counts[0, 1], counts[0, 0], exact, midP);
    }

    private static bool IsCorrect(ClassificationResult result, int image) =>
        result.Extraction.Set.ClassNames[ClassPrediction.Of(result.Extraction.Set.Probabilities!.Row(image))] == result.Extraction.Set.Labels[image];
}
