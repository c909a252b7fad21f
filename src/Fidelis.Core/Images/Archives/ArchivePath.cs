using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Archives;

/// <summary>Writes the names of archive entries as paths within a source.</summary>
internal static class ArchivePath
{
    /// <summary>Removes steps that lead nowhere, and refuses names that lead out of the archive.</summary>
    /// <param name="name">The name of an entry.</param>
    /// <param name="archive">The archive, for messages.</param>
    /// <returns>The path with <c>/</c>.</returns>
    /// <remarks>
    /// Nothing is ever written by these names. They are refused nevertheless, because they go into feature files and reports, and whoever
    /// reads those may join them to a folder.
    /// </remarks>
    /// <exception cref="InputException">The name is absolute, or has a step upwards or a drive.</exception>
    public static string Normalize(string name, string archive)
    {
        string[] parts = name.Split('/');
        bool isAbsolute = name.StartsWith('/') || name.StartsWith('\\') || (name.Length >= 2 && name[1] == ':' && char.IsAsciiLetter(name[0]));
        return isAbsolute || parts.Any(part => part.Split('\\').Contains(".."))
            ? throw new InputException($"The entry '{Printable.Of(name)}' of '{archive}' has a name that leads out of the archive: make the archive anew, with relative paths.")
            : string.Join('/', parts.Where(part => part is not ("" or ".")));
    }
}
