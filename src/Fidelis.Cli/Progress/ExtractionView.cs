using Fidelis.Features;
using Fidelis.Images;
using Spectre.Console;

namespace Fidelis.Cli.Progress;

/// <summary>Runs work that extracts features and shows on stderr what there is to say of the images, and how far it is.</summary>
internal static class ExtractionView
{
    /// <summary>Runs the work.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="title">What is being done, capitalised, without a full stop: <c>Classifying</c>.</param>
    /// <param name="images">The images that are looked at.</param>
    /// <param name="work">The work, which reports to what it is given.</param>
    /// <returns>What the work gave back.</returns>
    public static T Run<T>(CommandContext context, string title, ImageSource images, Func<IProgress<ExtractionProgress>, T> work)
    {
        foreach (string note in images.Notes)
        {
            context.Progress.MarkupLineInterpolated($"note: {note}");
        }

        return ProgressLine.Run(context, title, "images", images.Entries.Count, reporter => work(new Relay(reporter)));
    }

    private sealed class Relay(ProgressReporter reporter) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => reporter.Report(value.Done);
    }
}
