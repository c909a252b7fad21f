namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the sets have different classes.</summary>
internal sealed class ClassFolders : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Compare(SetImages reference, SetImages generated)
    {
        if (reference.Classes.Count == 0 || generated.Classes.Count == 0)
        {
            yield break;
        }

        string[] missing = [.. reference.Classes.Except(generated.Classes)];
        string[] added = [.. generated.Classes.Except(reference.Classes)];
        if (missing.Length + added.Length > 0)
        {
            string[] parts =
            [
                .. missing.Length > 0 ? [$"lacks the {Name(missing)} of the reference"] : Array.Empty<string>(),
                .. added.Length > 0 ? [$"has the {Name(added)}, which the reference lacks"] : Array.Empty<string>(),
            ];
            yield return new Conclusion(
                "class-folders",
                ConclusionKind.Warning,
                null,
                $"'{generated.Name}' {string.Join(" and ", parts)}: a distance counts that as a defect. To compare shared classes alone, name them by --classes.");
        }
    }

    private static string Name(string[] classes) => $"{(classes.Length == 1 ? "class" : "classes")} {string.Join(", ", classes)}";
}
