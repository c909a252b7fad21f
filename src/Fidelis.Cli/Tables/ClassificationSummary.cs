using System.Globalization;
using Fidelis.Reports.Console;
using Fidelis.Training;

namespace Fidelis.Cli.Tables;

/// <summary>Prints the scores of a classifier: accuracy, a row for each class, the confusion matrix, and what does not exist.</summary>
internal static class ClassificationSummary
{
    /// <summary>A confusion matrix of more classes than this is left to the picture and the run file.</summary>
    private const int LargestMatrix = 12;

    /// <summary>Writes everything to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="title">What was judged, such as <c>Test</c>.</param>
    /// <param name="scores">The scores.</param>
    public static void Write(CommandContext context, string title, ClassificationScores scores)
    {
        context.Raw.WriteLine($"{title} accuracy: {ClassificationTables.Describe(scores.Accuracy)}");
        if (scores.MacroRecall is { } balanced)
        {
            context.Raw.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Balanced accuracy: {balanced:P1}"));
        }

        if (scores.MicroArea is { } micro)
        {
            context.Raw.WriteLine($"AUC over all pairs of image and class: {ClassificationTables.Describe(micro)}");
        }

        context.Raw.WriteLine($"Calibration: {ClassificationTables.Describe(scores.Calibration)}");
        context.Raw.WriteLine();
        TableRenderer.Write(context, ClassificationTables.Classes(scores));
        context.Raw.WriteLine();
        if (scores.Confusion.ClassCount <= LargestMatrix)
        {
            TableRenderer.Write(context, ClassificationTables.Confusion(scores));
            context.Raw.WriteLine();
        }

        foreach (string note in scores.Notes)
        {
            context.Raw.WriteLine(note);
        }
    }
}
