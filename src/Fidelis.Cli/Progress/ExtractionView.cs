using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Progress;

/// <summary>Runs work that extracts features of a set that is compared with no other, and shows on stderr how far it is.</summary>
internal static class ExtractionView
{
    /// <summary>Looks at the headers of the images, warns of what they tell, and runs the work.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="title">What is being done, capitalised, without a full stop: <c>Classifying</c>.</param>
    /// <param name="images">The images that are looked at.</param>
    /// <param name="options">How they are looked at.</param>
    /// <param name="work">The work, which reports to what it is given.</param>
    /// <param name="cancellation">Ends the look at the headers by an <see cref="OperationCanceledException"/>; the work observes it by itself.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="InputException">Images cannot be read and are not to be skipped.</exception>
    public static T Run<T>(
        CommandContext context,
        string title,
        ImageSource images,
        ExtractionOptions options,
        Func<IProgress<ExtractionProgress>, T> work,
        CancellationToken cancellation) =>
        Run(context, title, images, PreflightView.Inspect(context, images, options, cancellation), work);

    /// <summary>Runs work on images whose headers have been looked at.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="title">What is being done, capitalised, without a full stop.</param>
    /// <param name="images">The images.</param>
    /// <param name="headers">What their headers told.</param>
    /// <param name="work">The work, which reports to what it is given.</param>
    /// <returns>What the work gave back.</returns>
    public static T Run<T>(CommandContext context, string title, ImageSource images, PreflightReport headers, Func<IProgress<ExtractionProgress>, T> work)
    {
        ProgressReporter reporter = new(images.Entries.Count, headers.Survey.EncodedBytes);
        return ProgressLine.Run(context, title, "images", reporter, _ => work(new ExtractionRelay(reporter)));
    }
}
