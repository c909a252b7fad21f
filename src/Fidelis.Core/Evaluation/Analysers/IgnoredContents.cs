using Fidelis.Features;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says as what a file was taken that holds several things.</summary>
internal sealed class IgnoredContents : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Source.IgnoredContents.Count > 0)
        .Select(set => new Conclusion(
            "ignored-contents",
            ConclusionKind.Note,
            null,
            $"'{set.Source.Name}' was taken as {set.Source.Kind}; it also holds {string.Join(", ", set.Source.IgnoredContents.Select(NameOf))}, which were not looked at.{RivalOf(set.Source)}"));

    private static string NameOf(NpzContent content) =>
        content == NpzContent.SpatialStatistics ? "spatial statistics (mu_s and sigma_s)" : content.ToString().ToLowerInvariant();

    /// <summary>Names the scores that others make of what is not looked at here.</summary>
    private static string RivalOf(EvaluationSource source)
    {
        bool hasStatistics = source.Images is not null && source.IgnoredContents.Contains(NpzContent.Statistics);
        string? scores = source.IgnoredContents.Contains(NpzContent.SpatialStatistics) ? hasStatistics ? "FID and sFID" : "sFID" : hasStatistics ? "FID" : null;
        return scores is null ? "" : $" guided-diffusion takes its {scores} from those, which may be of other images than the ones that are scored here.";
    }
}
