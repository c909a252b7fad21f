namespace Fidelis.Evaluation.Analysers;

/// <summary>Says which classes have no scores of their own because one set lacks them, and which images have no class at all.</summary>
internal sealed class ClassesOfOneSet : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (!context.Inputs.Plan.PerClass)
        {
            yield break;
        }

        foreach ((PreparedSet set, PreparedSet other) in ((PreparedSet, PreparedSet)[])[(context.Reference, context.Generated), (context.Generated, context.Reference)])
        {
            string[] missing = [.. other.Statistics.Classes.Except(set.Statistics.Classes, StringComparer.Ordinal)];
            if (missing.Length > 0)
            {
                yield return new Conclusion(
                    "class-missing",
                    ConclusionKind.Note,
                    null,
                    $"'{set.Source.Name}' has no image of {string.Join(", ", missing)}, which '{other.Source.Name}' has: there {(missing.Length == 1 ? "is no score of this class" : "are no scores of these classes")}.");
            }

            int unlabelled = set.Statistics.Set!.Labels.Count(label => label is null);
            if (unlabelled > 0)
            {
                yield return new Conclusion(
                    "images-without-class",
                    ConclusionKind.Warning,
                    null,
                    $"{unlabelled} of {set.Statistics.Count} images in '{set.Source.Name}' have no class and are in no score by class: put them into class folders, or label them.")
                {
                    Set = set.Source.Name,
                };
            }
        }
    }
}
