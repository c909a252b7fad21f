namespace Fidelis.Images;

/// <summary>A set of pictures, listed in the ordinal order of their paths, read one at a time.</summary>
public abstract class ImageSource
{
    /// <summary>Gets the source as the user named it.</summary>
    public abstract string Description { get; }

    /// <summary>Gets the pictures in the ordinal order of their paths.</summary>
    public abstract IReadOnlyList<ImageEntry> Entries { get; }

    /// <summary>Gets the class names in ordinal order; empty where the source has no classes.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Gets the paths of what lies in the source and is no picture by its name, in ordinal order.</summary>
    public virtual IReadOnlyList<string> IgnoredFiles => [];

    /// <summary>Gets sentences about the source that whoever shows results says: an extension that misleads, labels that are no classes.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Gets the classes of some pictures in ordinal order.</summary>
    private protected static IReadOnlyList<string> ClassesOf(IReadOnlyList<ImageEntry> entries) =>
        [.. entries.Select(entry => entry.ClassName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
