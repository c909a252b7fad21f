using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Says what was done to the images of a set that is compared with no other: the same sentences as under a table of scores.</summary>
internal static class ExtractionNotes
{
    /// <summary>Writes the notes, and every image that was left out with its reason.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="source">The set.</param>
    /// <param name="report">What was done.</param>
    /// <param name="isSquashed">Whether images of another aspect ratio are squashed whatever the user says.</param>
    public static void Write(IAnsiConsole console, ImageSource source, ExtractionReport report, bool isSquashed = false)
    {
        foreach (Conclusion conclusion in ImageConclusions.Of(SetImages.Of(source, report) with { IsSquashed = isSquashed }))
        {
            EvaluationSummary.Write(console, conclusion);
        }

        foreach (SkippedImage skipped in report.Skipped)
        {
            console.MarkupLineInterpolated(System.Globalization.CultureInfo.InvariantCulture, $"Skipped {skipped.Path}: {skipped.Reason}");
        }
    }
}
