using Fidelis.Images;
using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Pairs;

/// <summary>What there is to say of pairs in words.</summary>
internal static class PairConclusions
{
    /// <summary>Draws from the headers what a user wants to know before the work.</summary>
    public static IReadOnlyList<Conclusion> BeforeWork(PairPlan plan, IReadOnlyList<PreflightReport> headers)
    {
        SetImages[] sets = [.. headers.Select(report => new SetImages(report.Source.Description, report.Survey, [], null) { KeepsSizes = plan.Size is null })];
        return [.. ImageConclusions.Of(sets, [(sets[0], sets[1])]).Where(conclusion => conclusion.Kind == ConclusionKind.Warning)];
    }

    /// <summary>Draws the conclusions of a run.</summary>
    public static IReadOnlyList<Conclusion> Of(PairInputs inputs, PairResult result)
    {
        SetImages[] sets = [.. new[] { result.Reference, result.Generated }.Select(set => new SetImages(set.Source, set.Report!.Survey, [], set.Report) { KeepsSizes = inputs.Plan.Size is null })];
        return
        [
            .. ImageConclusions.Of(sets, [(sets[0], sets[1])]),
            .. Images(inputs, result),
            .. result.Metrics.SelectMany(metric => metric.Notes.Select(note => new Conclusion(metric.Summary.Id, ConclusionKind.Note, metric.Summary.Id, note))),
            .. result.Metrics
                .Where(metric => metric.Summary.Score!.WhyNoInterval is not null)
                .Select(metric => new Conclusion("unknown-interval", ConclusionKind.Note, metric.Summary.Id, metric.Summary.Score!.WhyNoInterval!)),
        ];
    }

    private static IEnumerable<Conclusion> Images(PairInputs inputs, PairResult result)
    {
        int left = result.UnmatchedReference.Count + result.UnmatchedGenerated.Count;
        if (left > 0)
        {
            yield return new Conclusion(
                "unmatched-images",
                ConclusionKind.Warning,
                null,
                $"{result.UnmatchedReference.Count} images of '{result.Reference.Source}' and {result.UnmatchedGenerated.Count} of '{result.Generated.Source}' have no partner, or none that can be read, and were left out; the run file lists them.");
        }

        if (inputs.Plan.Size is { } size && result.Reference.Report!.Survey.Sizes.Concat(result.Generated.Report!.Survey.Sizes).Any(one => (one.Width, one.Height) != size))
        {
            yield return new Conclusion(
                "resized-images",
                ConclusionKind.Note,
                null,
                $"Images of other sizes were resized to {size.Width} x {size.Height} by antialiased bicubic before they were compared: the scores are not those of the original sizes.");
        }

        if (inputs.Plan.Rules.Window.Kind == SampleWindowKind.PerImage && result.Reference.Report!.Range is not null)
        {
            yield return new Conclusion(
                "own-windows",
                ConclusionKind.Warning,
                null,
                "Every image of more than 8 bits was stretched by its own values, so that differences of brightness and contrast within a pair are lost: choose --window set or LOW,HIGH to keep them.");
        }

        if (result.EqualCount > 0)
        {
            string share = result.EqualCount == result.Pairs.Count ? $"All {result.EqualCount}" : $"{result.EqualCount} of {result.Pairs.Count}";
            yield return new Conclusion(
                "equal-pairs",
                result.EqualCount == result.Pairs.Count ? ConclusionKind.Warning : ConclusionKind.Note,
                null,
                $"{share} pairs are equal in every pixel: their scores say nothing about a generator.");
        }
    }
}
