using System.Globalization;
using Fidelis.Numerics.Distributions;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where generated images are images of the reference, or lie nearer to them than new real images would.</summary>
/// <remarks>
/// AuthPct of real images that nobody copied is itself only 50 to 60, and is known here: each image of the reference is measured as if it were new. Where a share f of
/// the generated images are copies it is 1 - f of that. Half of it, beyond both intervals, therefore takes about every second image; honest generators, whose images
/// crowd where the real ones are dense, lie above.
/// </remarks>
internal sealed class MemorisedImages : IAnalyser
{
    private const double CopyingDeviations = -3;
    private const double AuthenticShare = 0.5;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Reference.Summarize().ContentHash == context.Generated.Summarize().ContentHash
        ? []
        : ((Conclusion?[])[Shared(context), FarBelowHeldOut(context), FarBelowReal(context)]).OfType<Conclusion>();

    private static Conclusion? Shared(AnalysisContext context)
    {
        int shared = context.Generated.CountIn(context.Reference) ?? 0;
        if (shared == 0)
        {
            return null;
        }

        bool areImages = context.Generated.Identities is not null && context.Reference.Identities is not null;
        string are = areImages
            ? (shared == 1 ? "equals an image" : "equal images") + $" of the reference '{context.Reference.Source.Name}' pixel by pixel"
            : (shared == 1 ? "has" : "have") + $" the very features of images of the reference '{context.Reference.Source.Name}'";
        return new Conclusion(
            "copied-images",
            ConclusionKind.Warning,
            null,
            $"{shared} of {context.Generated.Statistics.Count} images in '{context.Generated.Source.Name}' {are}: distances reward that, and it is no generator's merit. fidelis neighbors shows which.")
        {
            Set = context.Generated.Source.Name,
        };
    }

    private static Conclusion? FarBelowHeldOut(AnalysisContext context) =>
        context.Comparison.FindScored("ct") is { Score: { } score } && score.Value < CopyingDeviations * score.Details["nullStd"]
            ? Warn(
                context,
                "ct",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"C_T of '{context.Generated.Source.Name}' is {score.Value:0.0#}, and by chance it would hardly be below {CopyingDeviations * score.Details["nullStd"]:0.0#}: its images lie nearer to those of '{context.Reference.Source.Name}' than held-out real images do"))
            : null;

    private static Conclusion? FarBelowReal(AnalysisContext context)
    {
        if (context.Comparison.FindScored("authpct") is not { Score: { Interval: { } interval } score })
        {
            return null;
        }

        double[] ratios = SpacingRatio.OfReference(context.Reference.Statistics.Neighbours(2));
        int authentic = ratios.Count(ratio => ratio > 1);
        return interval.Upper < AuthenticShare * 100 * BinomialInterval.Wilson(authentic, ratios.Length).Lower
            ? Warn(
                context,
                "authpct",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"AuthPct of '{context.Generated.Source.Name}' is {score.Value:0.#}, and that of new real images would be about {100.0 * authentic / ratios.Length:0}: most of its images lie nearer to an image of '{context.Reference.Source.Name}' than that lies to its own neighbour"))
            : null;
    }

    private static Conclusion Warn(AnalysisContext context, string metric, string found) => new(
        "memorised-images", ConclusionKind.Warning, metric, $"{found}. The generator repeats images of the reference: fidelis neighbors shows which.")
    {
        Set = context.Generated.Source.Name,
    };
}
