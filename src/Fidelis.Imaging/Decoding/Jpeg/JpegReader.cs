using Fidelis.Imaging.Decoding.Libvips;

namespace Fidelis.Imaging.Decoding.Jpeg;

/// <summary>Decodes JPEG files, and tells harmless extra bytes from damage.</summary>
/// <remarks>
/// The JPEG library reports broken entropy codes as warnings and then invents the rest of the picture, so that its warnings count as
/// damage. It warns of extra bytes between segments in the same way. A file that it warns of is therefore decoded once more without
/// such bytes (<see cref="JpegFiller"/>): if it warns again, it is refused.
/// </remarks>
internal static class JpegReader
{
    private const string Loader = "jpegload_buffer";

    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="stored">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values.</returns>
    /// <exception cref="InvalidImageException">The file is damaged.</exception>
    public static StoredSamples Read(byte[] encoded, StoredPicture stored, string path)
    {
        StoredSamples? samples = LibvipsReader.TryRead(encoded, Loader, LibvipsFailOn.Warning, stored, path);
        if (samples is null && JpegFiller.Remove(encoded) is { } withoutFiller)
        {
            samples = LibvipsReader.TryRead(withoutFiller, Loader, LibvipsFailOn.Warning, stored, path);
        }

        return samples ?? LibvipsReader.ReadAlone(encoded, "JPEG", Loader, LibvipsFailOn.Warning, stored, path);
    }
}
