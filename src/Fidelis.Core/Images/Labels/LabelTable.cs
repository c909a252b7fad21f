using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Labels;

/// <summary>Labels of pictures by their paths: every picture has one, and every label a picture, or all that do not match are named.</summary>
/// <param name="Name">The file, for messages.</param>
/// <param name="Rows">Paths and classes.</param>
internal sealed record LabelTable(string Name, IReadOnlyList<(string Path, string Class)> Rows)
{
    /// <summary>The names of each kind that a message lists.</summary>
    private const int NamedPaths = 10;

    /// <summary>Finds the class of every picture: by its path, or by the name of its file where that is the only one of its name.</summary>
    /// <param name="source">The pictures.</param>
    /// <returns>The classes in the order of the pictures.</returns>
    /// <exception cref="InputException">Labels and pictures do not match.</exception>
    public string[] Match(ImageSource source)
    {
        Dictionary<string, string> byPath = new(StringComparer.Ordinal);
        foreach ((string path, string className) in Rows)
        {
            if (!byPath.TryAdd(path, className) && byPath[path] != className)
            {
                throw new InputException($"An image must have one label, but '{Name}' gives '{Printable.Of(path)}' the labels '{Printable.Of(byPath[path])}' and '{Printable.Of(className)}'.");
            }
        }

        HashSet<string> unused = [.. byPath.Keys];
        Dictionary<string, int> nameCounts = CountNames(source.Entries.Select(entry => entry.Path).Distinct());
        Dictionary<string, string> byName = byPath.Keys.GroupBy(NameOf).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.Single());
        List<string> unlabelled = [];
        string[] classes = new string[source.Entries.Count];
        for (int i = 0; i < classes.Length; i++)
        {
            string path = source.Entries[i].Path;
            string? row = byPath.ContainsKey(path) ? path : nameCounts[NameOf(path)] == 1 ? byName.GetValueOrDefault(NameOf(path)) : null;
            if (row is null)
            {
                unlabelled.Add(path);
                continue;
            }

            unused.Remove(row);
            classes[i] = byPath[row];
        }

        return unlabelled.Count + unused.Count == 0 ? classes : throw Mismatch(source, unlabelled, [.. unused.Order(StringComparer.Ordinal)]);
    }

    private static Dictionary<string, int> CountNames(IEnumerable<string> paths) =>
        paths.GroupBy(NameOf).ToDictionary(group => group.Key, group => group.Count());

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private InputException Mismatch(ImageSource source, List<string> unlabelled, List<string> unused)
    {
        List<string> problems = [];
        if (unlabelled.Count > 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{unlabelled.Count} of {source.Entries.Count} images have no label ({ShortList.Of(unlabelled, NamedPaths)})"));
        }

        if (unused.Count > 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{unused.Count} labels name no image, or one of several of that name ({ShortList.Of(unused, NamedPaths)})"));
        }

        return new InputException($"The labels of '{Name}' must match the images of '{source.Description}', but {string.Join(", and ", problems)}: name each image by its path within the source.");
    }
}
