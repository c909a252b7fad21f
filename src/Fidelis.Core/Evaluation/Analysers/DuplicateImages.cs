using System.Globalization;
using Fidelis.Features;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where images of a set are the same image again, which no error and no floor knows of.</summary>
internal sealed class DuplicateImages : IAnalyser
{
    /// <summary>Errors that are this much too small are within what estimates of errors vary by; data sets of the field have single copies.</summary>
    private const double RemarkableInflation = 1.05;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        from set in context.HeldOut is { } heldOut ? context.Sets.Append(heldOut) : context.Sets
        let repetition = set.Repetition
        where repetition is { RepeatedCount: > 0 }
        select Describe(set, repetition.Value);

    private static Conclusion Describe(PreparedSet set, Repetition repetition)
    {
        bool isRemarkable = repetition.Inflation >= RemarkableInflation;
        string equal = set.Identities is null ? "have the very features of another one" : "equal another one pixel by pixel";
        string share = $"{repetition.RepeatedCount} of {repetition.Count} images in '{set.Source.Name}' {equal}, so that {repetition.DifferentCount} are different";
        return new Conclusion(
            "duplicate-images",
            isRemarkable ? ConclusionKind.Warning : ConclusionKind.Note,
            null,
            isRemarkable
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{share}. Errors, intervals and floors take all for independent draws: the true errors are about {repetition.Inflation:0.0#} times as large. Leave the copies out, unless the generator made them: then they are a defect.")
                : $"{share}: too few to change an error.")
        {
            Set = set.Source.Name,
        };
    }
}
