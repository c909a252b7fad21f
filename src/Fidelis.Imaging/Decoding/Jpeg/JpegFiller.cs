using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Jpeg;

/// <summary>Removes bytes from a JPEG file that belong to no segment: before a marker of the header, and zeros before the end marker.</summary>
/// <remarks>
/// Both are written by some cameras and editors. Other bytes within the pixels stay: nothing tells them from what a broken code leaves over.
/// </remarks>
internal static class JpegFiller
{
    /// <summary>Removes them.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <returns>The file without them, or <see langword="null"/> where there are none.</returns>
    public static byte[]? Remove(ReadOnlySpan<byte> encoded)
    {
        using MemoryStream kept = new(encoded.Length);
        kept.Write(encoded[..2]);
        int position = 2;
        while (true)
        {
            int marker = position;
            while (marker + 4 <= encoded.Length && (encoded[marker] != 0xFF || encoded[marker + 1] is 0 or 0xFF))
            {
                marker++;
            }

            if (marker + 4 > encoded.Length)
            {
                return null;
            }

            byte kind = encoded[marker + 1];
            int length = JpegMarker.IsAlone(kind) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(encoded[(marker + 2)..]);
            int end = marker + 2 + length;
            if (end > encoded.Length)
            {
                return null;
            }

            kept.Write(encoded[marker..end]);
            position = end;
            if (kind == JpegMarker.StartOfScan)
            {
                WritePixels(encoded[end..], kept);
                return kept.Length < encoded.Length ? kept.ToArray() : null;
            }
        }
    }

    // Everything up to the end marker, without the zeros before it. What comes after the end marker was never read.
    private static void WritePixels(ReadOnlySpan<byte> pixels, MemoryStream kept)
    {
        int end = pixels.IndexOf((ReadOnlySpan<byte>)[0xFF, JpegMarker.EndOfImage]);
        ReadOnlySpan<byte> data = end < 0 ? pixels : pixels[..end];
        int used = data.LastIndexOfAnyExcept((byte)0) + 1;

        // A zero after 0xFF is a part of the value 0xFF.
        if (used > 0 && used < data.Length && data[used - 1] == 0xFF)
        {
            used++;
        }

        kept.Write(end < 0 ? pixels : data[..used]);
        kept.Write(end < 0 ? [] : pixels[end..]);
    }
}
