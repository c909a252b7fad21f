using Fidelis.Images.Labels;

namespace Fidelis.Images;

/// <summary>A set of pictures, listed in the ordinal order of their paths, read one at a time.</summary>
/// <param name="description">The source as the user named it.</param>
/// <param name="entries">The pictures in the ordinal order of their paths.</param>
public sealed class ImageSource(string description, IReadOnlyList<ImageEntry> entries)
{
    /// <summary>Gets the source as the user named it.</summary>
    public string Description { get; } = description;

    /// <summary>Gets the pictures in the ordinal order of their paths.</summary>
    public IReadOnlyList<ImageEntry> Entries { get; } = entries;

    /// <summary>Gets the class names in ordinal order; empty where the source has no classes.</summary>
    public IReadOnlyList<string> Classes { get; } =
        [.. entries.Select(entry => entry.ClassName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Gets the paths of what lies in the source and is no picture by its name, in ordinal order.</summary>
    public IReadOnlyList<string> IgnoredFiles { get; init; } = [];

    /// <summary>Gets sentences about the source that whoever shows results says: an extension that misleads, labels that are no classes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Gives some of the pictures as a source of the same name.</summary>
    internal ImageSource Select(IReadOnlyList<ImageEntry> some) => new(Description, some) { IgnoredFiles = IgnoredFiles, Notes = Notes };

    /// <summary>Gives the pictures the classes that a table of labels says, or <see langword="null"/> for none, in the order of the pictures.</summary>
    /// <param name="classes">The class of each picture.</param>
    /// <param name="labelFile">The path within the source that the labels came from, which is then no longer ignored; or <see langword="null"/>.</param>
    /// <param name="notes">What there is to say of the labels.</param>
    internal ImageSource Label(IReadOnlyList<string?> classes, string? labelFile, params IReadOnlyList<string> notes) =>
        new(Description, [.. Entries.Zip(classes, (entry, className) => new LabelledEntry(entry, className))])
        {
            IgnoredFiles = [.. IgnoredFiles.Where(file => file != labelFile)],
            Notes = [.. Notes, .. notes],
        };

    /// <summary>Gives the same source with a sentence before its own.</summary>
    internal ImageSource Note(string sentence) => new(Description, Entries) { IgnoredFiles = IgnoredFiles, Notes = [sentence, .. Notes] };
}
