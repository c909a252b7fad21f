using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Images;

/// <summary>Takes some of the pictures of a source, in their old order.</summary>
public static class ImageSelection
{
    /// <summary>Takes the pictures of some classes.</summary>
    /// <param name="source">A source with classes.</param>
    /// <param name="classes">Names of classes.</param>
    /// <returns>Those pictures.</returns>
    /// <exception cref="InputException">The source has no classes, or not all of these.</exception>
    public static ImageSource OnlyClasses(this ImageSource source, IReadOnlyCollection<string> classes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(classes);
        if (source.Classes.Count == 0)
        {
            throw new InputException(
                $"Classes can be chosen where images have them, by class folders or labels, but '{source.Description}' has none: {Printable.Of(source.Entries[0].Path)} lies outside of a class folder and has no label.");
        }

        if (classes.FirstOrDefault(name => !source.Classes.Contains(name)) is { } unknown)
        {
            string comma = source.Classes.Any(name => name.Contains(',', StringComparison.Ordinal)) ? " A comma within a name is written as '\\,'." : "";
            throw new InputException(
                $"There is no class '{unknown}' in '{source.Description}'. There is: {string.Join(", ", source.Classes)}.{comma}{Suggestion.For(unknown, source.Classes)}");
        }

        HashSet<string> wanted = new(classes, StringComparer.Ordinal);
        return wanted.Count > 0
            ? source.Select([.. source.Entries.Where(entry => wanted.Contains(entry.ClassName!))])
            : throw new InputException("At least one class must be chosen, but the list is empty.");
    }

    /// <summary>Leaves pictures out.</summary>
    /// <param name="source">The pictures.</param>
    /// <param name="paths">The paths of those that are left out.</param>
    /// <returns>The others.</returns>
    internal static ImageSource Without(this ImageSource source, IEnumerable<string> paths)
    {
        HashSet<string> left = new(paths, StringComparer.Ordinal);
        return left.Count == 0 ? source : source.Select([.. source.Entries.Where(entry => !left.Contains(entry.Path))]);
    }

    /// <summary>Takes the first pictures of a random permutation, which the seed alone decides.</summary>
    /// <param name="source">The pictures.</param>
    /// <param name="count">How many; a source that holds no more is taken whole.</param>
    /// <param name="seed">The seed of <see cref="Xoshiro256"/>.</param>
    /// <returns>Those pictures, in the ordinal order of their paths.</returns>
    /// <exception cref="InputException">The number is not positive.</exception>
    public static ImageSource Limit(this ImageSource source, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (count < 1)
        {
            throw new InputException($"The limit of images must be at least 1, but is {count}.");
        }

        if (count >= source.Entries.Count)
        {
            return source;
        }

        int[] chosen = new Xoshiro256(seed).Permutation(source.Entries.Count)[..count];
        Array.Sort(chosen);
        return source.Select([.. chosen.Select(index => source.Entries[index])]);
    }
}
