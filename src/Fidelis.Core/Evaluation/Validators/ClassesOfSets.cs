namespace Fidelis.Evaluation.Validators;

/// <summary>Requires, for scores by class, that every set says the classes of its images, and that each generated set shares one with the reference.</summary>
internal sealed class ClassesOfSets : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        if (!context.Plan.PerClass)
        {
            yield break;
        }

        foreach (EvaluationSource source in context.Sources.Where(source => source.Classes.Count == 0))
        {
            yield return source.Statistics is not null
                ? $"Scores by class need images one by one, but '{source.Name}' holds statistics of all together: score images or a features file, or leave --per-class out."
                : $"Scores by class need images whose class is known, but '{source.Name}' names none: put the images of each class into a folder of its name, give a file of labels by --labels, or leave --per-class out.";
        }

        if (!context.AreAllOpened || context.Sources[0].Classes is not { Count: > 0 } known)
        {
            yield break;
        }

        foreach (EvaluationSource source in context.Sources.Where(source => source.Classes.Count > 0 && !source.Classes.Intersect(known, StringComparer.Ordinal).Any()))
        {
            yield return $"Scores by class need a class that both sets have, but '{context.Sources[0].Name}' has {string.Join(", ", known)} and '{source.Name}' {string.Join(", ", source.Classes)}: give equal classes equal names.";
        }
    }
}
