using Fidelis.Images.Labels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>
/// The pictures in a folder and all folders within it. Where every picture lies in a sub-folder, the names of the first level are the
/// classes; where some lie in the folder itself, there are no classes. A <see cref="DatasetJson"/> in the folder comes before both.
/// </summary>
internal static class FolderSource
{
    /// <summary>Lists a folder.</summary>
    /// <param name="request">A folder that exists.</param>
    /// <param name="listing">All of its files.</param>
    /// <returns>The pictures, or <see langword="null"/> where there is none among the files.</returns>
    /// <exception cref="InputException">The folder cannot be read, or holds too many pictures.</exception>
    public static ImageSource? Open(SourceRequest request, out PictureListing listing)
    {
        string path = request.Path!;
        FolderListing files = FolderListing.Of(path, request.Options.Cancellation);
        PictureListing found = listing = PictureListing.Of(files.Files, files.Loops);
        if (found.Pictures.Count == 0)
        {
            return null;
        }

        request.RequireCount(found.Pictures.Count);
        ImageSource source = new(
            request.Description, [.. found.Pictures.Select(picture => new FileEntry(Path.Combine(path, picture), picture, found.ClassOf(picture)))])
        {
            IgnoredFiles = found.Others,
        };
        string labels = Path.Combine(path, DatasetJson.FileName);
        return found.Others.Contains(DatasetJson.FileName)
            ? DatasetJson.Apply(() => BoundedFile.ReadAll(labels, request.Options), labels, source)
            : source;
    }
}
