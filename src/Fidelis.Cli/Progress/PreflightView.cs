using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Progress;

/// <summary>Looks at the headers of images before the work, shows on stderr how far it is, and says there what it found.</summary>
internal static class PreflightView
{
    /// <summary>Runs work that begins with headers.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="work">The work, which tells of every image that was looked at.</param>
    /// <returns>What the work gave back.</returns>
    public static T Run<T>(CommandContext context, Func<Action, T> work) =>
        ProgressLine.Run(context, "Looking at headers", "images", 0, reporter => work(() => reporter.Advance()));

    /// <summary>Looks at a set that is compared with no other.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="source">The set.</param>
    /// <param name="options">How it is going to be looked at.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What the headers tell.</returns>
    /// <exception cref="InputException">Images cannot be read and are not to be skipped.</exception>
    public static PreflightReport Inspect(CommandContext context, ImageSource source, ExtractionOptions options, CancellationToken cancellation)
    {
        PreflightReport report = Run(context, looked => Preflight.Inspect(source, options.Rules, looked, cancellation));
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
