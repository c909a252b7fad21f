using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding;

/// <summary>Recognises animated PNG files, whose further frames the PNG library does not see.</summary>
internal static class AnimatedPng
{
    private const int SignatureBytes = 8;

    /// <summary>Tells whether an animation control chunk comes before the pixels.</summary>
    /// <param name="encoded">A file with PNG's signature, perhaps damaged.</param>
    /// <returns>Whether the file is an animation.</returns>
    public static bool IsAnimated(ReadOnlySpan<byte> encoded)
    {
        // A chunk is its length (4 bytes), its type (4), the data and a checksum (4).
        for (long position = SignatureBytes; position + 12 <= encoded.Length;)
        {
            ReadOnlySpan<byte> chunk = encoded[(int)position..];
            if (chunk[4..8].SequenceEqual("acTL"u8))
            {
                return true;
            }

            if (chunk[4..8].SequenceEqual("IDAT"u8))
            {
                return false;
            }

            position += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }
}
