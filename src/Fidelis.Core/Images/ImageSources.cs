namespace Fidelis.Images;

/// <summary>Opens what the user names as a set of images.</summary>
public static class ImageSources
{
    /// <summary>Opens a source.</summary>
    /// <param name="path">A folder of pictures.</param>
    /// <param name="options">Limits and labels; the default ones where there are none.</param>
    /// <returns>The source, listed but not yet read.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">There is no such folder, or no picture in it.</exception>
    public static ImageSource Open(string path, SourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FolderSource(path);
    }
}
