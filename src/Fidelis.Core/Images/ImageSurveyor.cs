using Fidelis.Imaging.Decoding;

namespace Fidelis.Images;

/// <summary>Counts pictures into an <see cref="ImageSurvey"/>, one after the other.</summary>
internal sealed class ImageSurveyor
{
    private readonly Dictionary<ImageKind, long> kinds = [];
    private readonly List<MisnamedImage> misnamed = [];
    private long encodedBytes;

    /// <summary>Counts a picture.</summary>
    public void Add(ImageEntry entry, ImageKind kind, long bytes)
    {
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        encodedBytes += bytes;
        if (ImageDecoder.FormatOfExtension(System.IO.Path.GetExtension(entry.Path)) is { } claimed && claimed != kind.Format)
        {
            misnamed.Add(new MisnamedImage(entry.Path, kind.Format));
        }
    }

    /// <summary>Gives what was counted so far.</summary>
    public ImageSurvey ToSurvey() => new(new Dictionary<ImageKind, long>(kinds), encodedBytes, [.. misnamed]);
}
