using System.Globalization;
using Fidelis.Training;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Prints the scores of a classifier: accuracy, one row per class, the confusion matrix, and what does not exist.</summary>
internal static class ClassificationTables
{
    /// <summary>A confusion matrix of more classes than this is left to the picture and the run file.</summary>
    private const int LargestMatrix = 12;

    /// <summary>Prints everything.</summary>
    /// <param name="console">The console.</param>
    /// <param name="title">What was judged, such as <c>Test</c>.</param>
    /// <param name="scores">The scores.</param>
    public static void Write(IAnsiConsole console, string title, ClassificationScores scores)
    {
        console.WriteLine($"{title} accuracy {Describe(scores.Accuracy)}");
        console.Write(Classes(scores));
        if (scores.Confusion.ClassCount <= LargestMatrix)
        {
            console.Write(Confusion(scores));
        }

        foreach (string note in scores.Notes)
        {
            console.WriteLine(note);
        }
    }

    /// <summary>Writes an accuracy with its interval.</summary>
    /// <param name="accuracy">The accuracy.</param>
    /// <returns>For example <c>98.9 % (447 of 452 images, 95 % interval 97.4 % to 99.5 %)</c>.</returns>
    public static string Describe(Accuracy accuracy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{accuracy.Value:P1} ({accuracy.CorrectCount} of {accuracy.ImageCount} images, 95 % interval {accuracy.Lower:P1} to {accuracy.Upper:P1})");

    private static Table Classes(ClassificationScores scores)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("class");
        foreach (string column in new[] { "images", "precision", "recall", "F1", "AUC" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (ClassScores c in scores.Classes)
        {
            table.AddRow(
                Markup.Escape(c.Name), c.Support.ToString(CultureInfo.InvariantCulture), Share(c.Precision), Share(c.Recall), Share(c.F1), Area(c.Roc?.Area));
        }

        string total = scores.Accuracy.ImageCount.ToString(CultureInfo.InvariantCulture);
        return table.AddRow("mean of classes", total, Share(scores.MacroPrecision), Share(scores.MacroRecall), Share(scores.MacroF1), Area(scores.MeanArea));
    }

    private static Table Confusion(ClassificationScores scores)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("true \\ predicted");
        foreach (ClassScores c in scores.Classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(c.Name)).RightAligned());
        }

        for (int row = 0; row < scores.Classes.Count; row++)
        {
            string[] cells = [.. Enumerable.Range(0, scores.Classes.Count).Select(column => scores.Confusion[row, column].ToString(CultureInfo.InvariantCulture))];
            table.AddRow([Markup.Escape(scores.Classes[row].Name), .. cells]);
        }

        return table;
    }

    private static string Share(double? value) => value is { } share ? share.ToString("P1", CultureInfo.InvariantCulture) : "-";

    // Only a perfect curve may read 1.0000.
    private static string Area(double? value) =>
        value is { } area ? (area < 1 ? Math.Min(area, 0.9999) : area).ToString("F4", CultureInfo.InvariantCulture) : "-";
}
