using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;

namespace Fidelis.Cli.Progress;

/// <summary>Opens models and looks at the headers of images before the work, shows on stderr how far it is, and says there what it found.</summary>
internal static class PreflightView
{
    // What takes long before there is a header to look at: a large folder, an archive, a file of features.
    private const string Listing = "reading the sets";

    /// <summary>Runs work that begins with models and headers.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="work">The work, which tells of every model that is opened, and of every image that was looked at.</param>
    /// <returns>What the work gave back.</returns>
    public static T Run<T>(CommandContext context, Func<SetupProgress, T> work) =>
        ProgressLine.Run(context, "Checking", "headers", 0, reporter =>
        {
            reporter.Note = Listing;
            return work(new SetupProgress(
                model => reporter.Note = $"opening {Printable.Of(model)}",
                () => reporter.Note = reporter.Done > 0 ? "" : Listing,
                () =>
                {
                    reporter.Advance();
                    reporter.Note = reporter.Note == Listing ? "" : reporter.Note;
                }));
        });

    /// <summary>Opens the model of a verb that takes one.</summary>
    /// <param name="context">The streams, and where models are found.</param>
    /// <param name="spec">What the user calls it; <see langword="null"/> for the default.</param>
    /// <param name="weights">A file of weights for the architecture that is named, or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The network with its weights.</returns>
    /// <exception cref="InputException">There is no such model, or its weights cannot be read.</exception>
    public static RegisteredModel OpenModel(CommandContext context, string? spec, string? weights, CancellationToken cancellation) =>
        Run(context, progress =>
        {
            progress.Opening(spec ?? ModelRegistry.DefaultModel);
            return context.Models.Open(spec, weights, cancellation);
        });

    /// <summary>Looks at a set that is compared with no other.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="source">The set.</param>
    /// <param name="options">How it is going to be looked at.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What the headers tell.</returns>
    /// <exception cref="InputException">Images cannot be read and are not to be skipped.</exception>
    public static PreflightReport Inspect(CommandContext context, ImageSource source, ExtractionOptions options, CancellationToken cancellation)
    {
        PreflightReport report = Run(context, progress => Preflight.Inspect(source, options.Rules, progress.Looked, cancellation));
        if (!options.SkipBadImages)
        {
            report.RequireNoBad();
        }

        Warn(context, ImageConclusions.Of(new SetImages(source.Description, report.Survey, source.Classes, null)));
        return report;
    }

    /// <summary>Says what there is to warn of before the work starts.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="conclusions">The conclusions, of which the warnings are written.</param>
    public static void Warn(CommandContext context, IEnumerable<Conclusion> conclusions)
    {
        foreach (Conclusion warning in conclusions.Where(conclusion => conclusion.Kind == ConclusionKind.Warning))
        {
            EvaluationSummary.Write(context.Progress, warning);
        }
    }
}
