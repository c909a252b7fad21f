namespace Fidelis.Networks.Weights;

/// <summary>Finds the place that a path leads to, so that two paths of one file or folder are equal.</summary>
public static class PhysicalPath
{
    // What Linux follows before it says that links go round in a circle.
    private const int MostLinks = 40;

    /// <summary>Resolves the links in every part of a path.</summary>
    /// <param name="path">A path; nothing needs to be there.</param>
    /// <returns>The full path without links. One that goes round in a circle stays where it was found out.</returns>
    /// <exception cref="IOException">A folder on the way cannot be looked into.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way must not be looked into.</exception>
    public static string Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    private static string Resolve(string fullPath, ref int links)
    {
        if (Path.GetDirectoryName(fullPath) is not { } parent)
        {
            return fullPath;
        }

        string folder = Resolve(parent, ref links);
        string path = Path.Combine(folder, Path.GetFileName(fullPath));
        return new FileInfo(path).LinkTarget is { } target && ++links <= MostLinks
            ? Resolve(Path.GetFullPath(target, folder), ref links)
            : path;
    }
}
