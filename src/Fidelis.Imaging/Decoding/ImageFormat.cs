using Fidelis.Imaging.Decoding.Libvips;

namespace Fidelis.Imaging.Decoding;

/// <summary>A format that is recognised by the first bytes of a file, never by its name.</summary>
/// <param name="Name">The name that users know.</param>
/// <param name="Extensions">The usual file extensions, lower case, with the dot.</param>
/// <param name="Loader">The operation of libvips that reads it, or <see langword="null"/> where the reader is ours.</param>
/// <param name="Strictness">What counts as damage.</param>
/// <param name="Recognizes">Tells whether a file starts as the format does.</param>
internal sealed record ImageFormat(
    string Name,
    string[] Extensions,
    string? Loader,
    LibvipsFailOn Strictness,
    Func<byte[], bool> Recognizes)
{
    /// <summary>Gets every format, in the order in which they are named to the user.</summary>
    /// <remarks>
    /// The JPEG library reports damaged entropy codes as warnings and then invents the rest of the picture, so that its warnings
    /// count as damage. The other libraries warn of harmless things, such as private tags and odd colour profiles.
    /// </remarks>
    public static IReadOnlyList<ImageFormat> All { get; } =
    [
        new("PNG", [".png"], "pngload_buffer", LibvipsFailOn.Error, StartsAsPng),
        new("JPEG", [".jpg", ".jpeg"], "jpegload_buffer", LibvipsFailOn.Warning, bytes => bytes is [0xFF, 0xD8, 0xFF, ..]),
        new("TIFF", [".tif", ".tiff"], "tiffload_buffer", LibvipsFailOn.Error, StartsAsTiff),
        new("WebP", [".webp"], "webpload_buffer", LibvipsFailOn.Error, bytes => bytes.Length >= 12 && bytes.AsSpan().StartsWith("RIFF"u8) && bytes.AsSpan(8).StartsWith("WEBP"u8)),
        new("GIF", [".gif"], "gifload_buffer", LibvipsFailOn.Error, bytes => bytes.AsSpan().StartsWith("GIF87a"u8) || bytes.AsSpan().StartsWith("GIF89a"u8)),
        new("BMP", [".bmp"], null, LibvipsFailOn.Error, bytes => bytes.AsSpan().StartsWith("BM"u8)),
    ];

    /// <summary>Finds the format of a file.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <returns>The format, or <see langword="null"/> where it is none of ours.</returns>
    public static ImageFormat? Find(byte[] encoded) => All.FirstOrDefault(format => format.Recognizes(encoded));

    private static bool StartsAsPng(byte[] bytes) => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..];

    private static bool StartsAsTiff(byte[] bytes) =>
        bytes is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];
}
