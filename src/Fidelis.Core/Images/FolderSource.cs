using System.Globalization;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>
/// The pictures in a folder and all folders within it. Where every picture lies in a sub-folder, the names of the first level are the
/// classes; where some lie in the folder itself, there are no classes.
/// </summary>
public sealed class FolderSource : ImageSource
{
    /// <summary>The kinds of files that a message about a folder without images names.</summary>
    private const int NamedKinds = 4;

    /// <summary>Initializes a source by listing the folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">There is no such folder, it cannot be read, or it holds no picture.</exception>
    public FolderSource(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            throw new InputException(File.Exists(path)
                ? $"A source of images must be a folder, but '{path}' is a file: name the folder that holds the images."
                : $"The folder '{path}' does not exist.");
        }

        Description = path;
        FolderListing listing = FolderListing.Of(path);
        HashSet<string> extensions = new(ImageDecoder.Extensions, StringComparer.OrdinalIgnoreCase);
        List<string> pictures = [];
        List<string> others = [.. listing.Loops];
        foreach (string file in listing.Files)
        {
            (extensions.Contains(Path.GetExtension(file)) ? pictures : others).Add(file);
        }

        if (pictures.Count == 0)
        {
            throw new InputException(listing.Files.Count == 0
                ? $"A source of images must hold images, but the folder '{path}' holds no files."
                : $"A source of images must hold images ({string.Join(", ", extensions.Order(StringComparer.Ordinal))}), but the folder '{path}' holds only {Census(others)}.");
        }

        pictures.Sort(StringComparer.Ordinal);
        others.Sort(StringComparer.Ordinal);
        bool hasClasses = pictures.TrueForAll(picture => picture.Contains('/', StringComparison.Ordinal));
        Entries = [.. pictures.Select(picture => new FileEntry(path, picture, hasClasses ? picture[..picture.IndexOf('/', StringComparison.Ordinal)] : null))];
        Classes = [.. Entries.Select(entry => entry.ClassName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        IgnoredFiles = others;
    }

    /// <inheritdoc/>
    public override string Description { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ImageEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> IgnoredFiles { get; }

    /// <summary>Counts files by extension, the most frequent first: "12 files (10 .txt, 1 .csv, 1 without extension)".</summary>
    private static string Census(List<string> files)
    {
        List<string> kinds =
        [
            .. files
                .GroupBy(file => Path.GetExtension(file).ToLowerInvariant())
                .OrderByDescending(kind => kind.Count())
                .ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} {(kind.Key.Length == 0 ? "without extension" : kind.Key)}")),
        ];
        if (kinds.Count > NamedKinds)
        {
            kinds.RemoveRange(NamedKinds, kinds.Count - NamedKinds);
            kinds.Add("...");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{files.Count} {(files.Count == 1 ? "file" : "files")} of other kinds ({string.Join(", ", kinds)})");
    }

    private sealed class FileEntry(string root, string path, string? className) : ImageEntry(path, className)
    {
        public override string Location => System.IO.Path.Combine(root, Path);

        public override byte[] Read()
        {
            try
            {
                // Pipes, sockets and devices have no length. To open one could wait for ever; as a picture it is as empty as a file.
                return new FileInfo(Location) is { Exists: true, Length: 0 } ? [] : File.ReadAllBytes(Location);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException(Path.Contains('\uFFFD', StringComparison.Ordinal)
                    ? $"The image '{Location}' cannot be read: its name is not valid UTF-8. Rename it."
                    : $"The image '{Location}' cannot be read: {e.Message}", e);
            }
        }
    }
}
