using Fidelis.Images.Labels;
using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Archives;

/// <summary>
/// The pictures in a zip archive, in the ordinal order of their paths, with the classes that a folder of the same files would have.
/// Entries are expanded one at a time, in memory.
/// </summary>
internal static class ZipSource
{
    /// <summary>Takes the pictures of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="members">What it holds.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The pictures.</returns>
    /// <exception cref="InputException">There is none, or a name is dangerous or given twice.</exception>
    public static ImageSource Open(ZipContainer archive, IReadOnlyList<ZipMember> members, SourceRequest request)
    {
        request.RequireNoPart("an archive of pictures");
        string name = request.Path ?? request.Description;
        Dictionary<string, ZipMember> files = new(StringComparer.Ordinal);
        List<string> links = [];
        foreach (ZipMember member in members.Where(member => !member.Name.EndsWith('/')))
        {
            string path = ArchivePath.Normalize(member.Name, name);
            if (member.IsLink)
            {
                links.Add(path);
            }
            else if (!files.TryAdd(path, member))
            {
                throw new InputException($"The archive '{name}' must hold each file once, but holds '{Printable.Of(path)}' twice: make it anew.");
            }
        }

        PictureListing listing = PictureListing.Of(files.Keys, links);
        if (listing.Pictures.Count == 0)
        {
            throw new InputException($"A source of images must hold images ({PictureListing.ExtensionList}), but the archive '{name}' {(listing.Others.Count == 0 ? "is empty" : $"holds only {listing.Census()}")}.");
        }

        ImageSource source = new(
            request.Description,
            [.. listing.Pictures.Select(path => new ZipEntry(archive, files[path], $"{name}/{path}", path, listing.ClassOf(path), request.Options))])
        {
            IgnoredFiles = listing.Others,
        };
        return files.TryGetValue(DatasetJson.FileName, out ZipMember? labels)
            ? DatasetJson.Apply(() => Read(archive, labels, $"{name}/{DatasetJson.FileName}", request.Options), $"{name}/{DatasetJson.FileName}", source)
            : source;
    }

    private static byte[] Read(ZipContainer archive, ZipMember member, string location, SourceOptions options)
    {
        TemporaryCopy.RequireSize(member.Length, location, options);
        return archive.Read(member);
    }

    private sealed class ZipEntry(ZipContainer archive, ZipMember member, string location, string path, string? className, SourceOptions options)
        : ImageEntry(path, className)
    {
        public override string Location { get; } = Printable.Of(location);

        public override long? LengthBytes => member.Length;

        public override byte[] Read() => ZipSource.Read(archive, member, Location, options);
    }
}
