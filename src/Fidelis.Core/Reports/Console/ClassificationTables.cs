using System.Globalization;
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

    /// <summary>Makes the table of the classes.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>A row for each class with images, precision, recall, F1 and area under the ROC curve, then the plain means.</returns>
    public static TextTable Classes(ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new TextTable(
            [new("class", false), new("images", true), new("precision", true), new("recall", true), new("F1", true), new("AUC", true)],
            [
                .. scores.Classes.Select(c => (string[])[c.Name, Text(c.Support), Share(c.Precision), Share(c.Recall), Share(c.F1), Area(c.Roc?.Area)]),
                (string[])
                [
                    "mean of classes", Text(scores.Accuracy.ImageCount), Share(scores.MacroPrecision), Share(scores.MacroRecall),
                    Share(scores.MacroF1), Area(scores.MeanArea),
                ],
            ]);
    }

    /// <summary>Makes the table of true and predicted classes.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>A row for each true class, a column for each predicted class.</returns>
    public static TextTable Confusion(ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ConfusionMatrix confusion = scores.Confusion;
        int[] indices = [.. Enumerable.Range(0, confusion.ClassCount)];
        return new TextTable(
            [new("true \\ predicted", false), .. scores.Classes.Select(c => new TextColumn(c.Name, true))],
            [.. indices.Select(row => (string[])[scores.Classes[row].Name, .. indices.Select(column => Text(confusion[row, column]))])]);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? value) => value?.ToString("P1", CultureInfo.InvariantCulture) ?? Absent;

    // Only a perfect curve may read 1.0000.
    private static string Area(double? value) =>
        value is { } area ? (area < 1 ? Math.Min(area, 0.9999) : area).ToString("F4", CultureInfo.InvariantCulture) : Absent;
}
