using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;

namespace Fidelis.Features;

/// <summary>Notes what passes through an extraction, without keeping the pixels.</summary>
internal sealed class ImageCensus
{
    private readonly List<string> paths = [];
    private readonly List<string?> labels = [];
    private readonly List<ContentDigest> files = [];
    private readonly List<ContentDigest> pixels = [];
    private readonly List<SkippedImage> skipped = [];
    private readonly ImageTally tally = new();

    public IReadOnlyList<string> Paths => paths;

    public IReadOnlyList<string?> Labels => labels;

    public int ImageCount => paths.Count;

    public int SkippedCount => skipped.Count;

    /// <summary>Gets the encoded bytes of the pictures so far.</summary>
    public long EncodedBytes { get; private set; }

    /// <summary>Gets why the first picture was skipped; empty where none was.</summary>
    public string FirstReason => skipped is [var first, ..] ? first.Reason : "";

    public void Skip(SkippedImage image) => skipped.Add(image);

    /// <summary>Adds an image whose pixels were hashed.</summary>
    public void Add<T>(ProcessedImage<T> image, ContentDigest digest)
    {
        Add(image);
        pixels.Add(digest);
    }

    public void Add<T>(ProcessedImage<T> image)
    {
        paths.Add(image.Entry.Path);
        labels.Add(image.Entry.ClassName);
        files.Add(ContentDigest.Parse(image.ContentHash));
        EncodedBytes += image.EncodedBytes;
        tally.Add(image);
    }

    public ExtractionReport Report(ImageSource source, InputShape? input, SampleWindow window, double seconds) => new(
        tally.ToSurvey(),
        tally.Treatments,
        tally.Range,
        window,
        skipped,
        source.IgnoredFiles,
        source.Notes,
        input,
        ContentHash.Combine(files.Select(file => file.ToString())),
        seconds)
    {
        Identities = pixels.Count == files.Count ? new ImageIdentities(files, pixels) : null,
    };
}
