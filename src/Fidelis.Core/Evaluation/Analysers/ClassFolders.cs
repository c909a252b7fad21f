namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the sets have different class folders.</summary>
internal sealed class ClassFolders : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Reference.Source.Images?.Classes is not { Count: > 0 } reference || context.Generated.Source.Images?.Classes is not { Count: > 0 } generated)
        {
            yield break;
        }

        string[] missing = [.. reference.Except(generated)];
        string[] added = [.. generated.Except(reference)];
        if (missing.Length + added.Length > 0)
        {
            string[] parts =
            [
                .. missing.Length > 0 ? [$"lacks the classes {string.Join(", ", missing)} of the reference"] : Array.Empty<string>(),
                .. added.Length > 0 ? [$"has the classes {string.Join(", ", added)}, which the reference lacks"] : Array.Empty<string>(),
            ];
            yield return new Conclusion(
                "class-folders",
                ConclusionKind.Warning,
                null,
                $"'{context.Generated.Source.Name}' {string.Join(" and ", parts)}: a distance counts that as a defect. To compare shared classes alone, name them by --classes.");
        }
    }
}
