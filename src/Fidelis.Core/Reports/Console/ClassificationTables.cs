using System.Globalization;
using Fidelis.Statistics;
using Fidelis.Training;

namespace Fidelis.Reports.Console;

/// <summary>The scores of a classifier as they are printed.</summary>
public static class ClassificationTables
{
    private const string Absent = "-";

    /// <summary>Writes an accuracy with its interval.</summary>
    /// <param name="accuracy">The accuracy.</param>
    /// <returns>For example <c>98.9 % (447 of 452 images, 95 % interval 97.4 % to 99.5 %)</c>.</returns>
    public static string Describe(Accuracy accuracy)
    {
        ArgumentNullException.ThrowIfNull(accuracy);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{accuracy.Value:P1} ({accuracy.CorrectCount} of {accuracy.ImageCount} images, 95 % interval {accuracy.Lower:P1} to {accuracy.Upper:P1})");
    }

    /// <summary>Writes an area under ROC curves with its interval.</summary>
    /// <param name="area">The area.</param>
    /// <returns>For example <c>0.9987 (95 % interval 0.9951 to 0.9997)</c>.</returns>
    public static string Describe(AreaEstimate area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return area.Interval is { } interval ? $"{Area(area.Value)} (95 % interval {Area(interval.Lower)} to {Area(interval.Upper)})" : Area(area.Value);
    }

    /// <summary>Writes how far the probabilities can be believed.</summary>
    /// <param name="calibration">The calibration.</param>
    /// <returns>For example <c>expected error 1.2 % over 15 bins, mean confidence 98.9 %, Brier score 0.0213</c>.</returns>
    public static string Describe(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"expected error {calibration.ExpectedError:P1} over {Calibration.BinCount} bins, mean confidence {calibration.MeanConfidence:P1}, Brier score {calibration.BrierScore:F4}");
    }

    /// <summary>Makes the table of the classes.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>
    /// A row for each class with images, precision, recall, F1 and area under the ROC curve with its interval, then the means: plain, and
    /// weighted by the classes' images.
    /// </returns>
    public static TextTable Classes(ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new TextTable(
            [new("class", false), new("images", true), new("precision", true), new("recall", true), new("F1", true), new("AUC", true), new("95 % interval", true)],
            [
                .. scores.Classes.Select(c => (string[])
                [
                    c.Name, Text(c.Support), Share(c.Precision), Share(c.Recall), Share(c.F1), Area(c.Roc?.Area),
                    c.Roc?.AreaInterval is { } interval ? $"{Area(interval.Lower)} to {Area(interval.Upper)}" : Absent,
                ]),
                (string[])
                [
                    "mean of classes", Text(scores.Accuracy.ImageCount), Share(scores.MacroPrecision), Share(scores.MacroRecall),
                    Share(scores.MacroF1), Area(scores.MacroArea?.Value),
                    scores.MacroArea?.Interval is { } macro ? $"{Area(macro.Lower)} to {Area(macro.Upper)}" : Absent,
                ],
                (string[])
                [
                    "weighted by images", Text(scores.Accuracy.ImageCount), Share(scores.WeightedPrecision), Share(scores.WeightedRecall),
                    Share(scores.WeightedF1), Absent, Absent,
                ],
            ]);
    }

    /// <summary>Makes the table of two classifiers on the same images.</summary>
    /// <param name="first">The name of the first.</param>
    /// <param name="second">The name of the second.</param>
    /// <param name="comparison">What they have in common, and what not.</param>
    /// <returns>Images by whether the first and the second was right.</returns>
    public static TextTable Comparison(string first, string second, ModelComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new TextTable(
            [new(string.Empty, false), new($"{second} right", true), new($"{second} wrong", true)],
            [
                (string[])[$"{first} right", Text(comparison.BothCorrect), Text(comparison.FirstAlone)],
                (string[])[$"{first} wrong", Text(comparison.SecondAlone), Text(comparison.NeitherCorrect)],
            ]);
    }

    /// <summary>Makes the table of true and predicted classes.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>A row for each true class, a column for each predicted class.</returns>
    public static TextTable Confusion(ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return ConfusionTable.Of("true \\ predicted", [.. scores.Classes.Select(c => c.Name)], scores.Confusion);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? value) => value?.ToString("P1", CultureInfo.InvariantCulture) ?? Absent;

    // Only a perfect curve may read 1.0000.
    private static string Area(double? value) =>
        value is { } area ? (area < 1 ? Math.Min(area, 0.9999) : area).ToString("F4", CultureInfo.InvariantCulture) : Absent;
}
