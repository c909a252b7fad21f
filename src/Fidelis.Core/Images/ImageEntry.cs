namespace Fidelis.Images;

/// <summary>One picture of an <see cref="ImageSource"/>, not yet read.</summary>
/// <param name="path">The path within the source, with <c>/</c> between its parts.</param>
/// <param name="className">The class that the source assigns, or <see langword="null"/> where it has no classes.</param>
public abstract class ImageEntry(string path, string? className)
{
    /// <summary>Gets the path within the source, with <c>/</c> between its parts; sources are ordered by it, ordinally.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the class that the source assigns, or <see langword="null"/> where it has no classes.</summary>
    public string? ClassName { get; } = className;

    /// <summary>Gets the place as messages name it, from which the user can find the picture.</summary>
    public virtual string Location => Path;

    /// <summary>Reads the encoded bytes.</summary>
    /// <returns>The whole file.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be read.</exception>
    public abstract byte[] Read();
}
