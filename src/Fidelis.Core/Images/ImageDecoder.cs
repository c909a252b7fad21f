using Fidelis.Imaging.Pixels;

namespace Fidelis.Images;

/// <summary>Holds the place of the decoder of Imaging until it lands.</summary>
internal static class ImageDecoder
{
    public static IReadOnlyCollection<string> Extensions { get; } = [".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".gif", ".bmp"];

    public static PixelImage Decode(byte[] encoded, string path) => throw new NotSupportedException($"{path}: {encoded.Length}");
}
