using Fidelis.Images;
using Fidelis.Networks.Architectures;

namespace Fidelis.Features;

/// <summary>Notes what passes through an extraction, without keeping the pixels.</summary>
internal sealed class ImageCensus
{
    private readonly List<string> paths = [];
    private readonly List<string?> labels = [];
    private readonly List<string> hashes = [];
    private readonly List<SkippedImage> skipped = [];
    private readonly Dictionary<(int Width, int Height), long> sizes = [];

    public IReadOnlyList<string> Paths => paths;

    public IReadOnlyList<string?> Labels => labels;

    public int ImageCount => paths.Count;

    public int SkippedCount => skipped.Count;

    /// <summary>Gets why the first picture was skipped; empty where none was.</summary>
    public string FirstReason => skipped is [var first, ..] ? first.Reason : "";

    public void Skip(SkippedImage image) => skipped.Add(image);

    public void Add<T>(ProcessedImage<T> image)
    {
        paths.Add(image.Entry.Path);
        labels.Add(image.Entry.ClassName);
        hashes.Add(image.ContentHash);
        (int, int) size = (image.Width, image.Height);
        sizes[size] = sizes.GetValueOrDefault(size) + 1;
    }

    public ExtractionReport Report(ImageSource source, InputShape input, double seconds) => new(
        ImageCount,
        skipped,
        source.IgnoredFiles,
        [
            .. sizes.Select(size => new ImageSizeCount(size.Key.Width, size.Key.Height, size.Value))
                .OrderByDescending(size => size.Count).ThenBy(size => size.Width).ThenBy(size => size.Height),
        ],
        input,
        ContentHash.Combine(hashes),
        seconds);
}
