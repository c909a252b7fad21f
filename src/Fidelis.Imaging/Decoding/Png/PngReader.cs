using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>
/// Reads PNG files of every colour type, depth and interlacing. It is our own because setting up a decoder in a general library takes
/// longer than decoding a small picture.
/// </summary>
/// <remarks>
/// Checksums of all chunks must hold. Transparency (<c>tRNS</c>) becomes an alpha channel. Gamma, chromaticities, significant bits,
/// background and resolution are not applied. Source: W3C, Portable Network Graphics Specification, third edition.
/// </remarks>
internal static class PngReader
{
    // Deflate makes at most 258 bytes of 2 bits.
    private const long LargestExpansion = 1032;

    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values, and the colour profile if there is one.</returns>
    /// <exception cref="InvalidImageException">The file is damaged.</exception>
    public static StoredSamples Read(byte[] encoded, string path)
    {
        PngChunks chunks = PngChunks.Read(encoded, path);
        PngHeader header = chunks.Header;
        PngExpander expander = PngExpander.Create(chunks, path);
        int rawLength = SampleBuffer.RequireLength(PngPass.All(header).Sum(pass => pass.RawBytes), header.Width, header.Height, path);
        if (rawLength / LargestExpansion > chunks.DataLength)
        {
            throw new InvalidImageException(path, $"is a damaged PNG file: {chunks.DataLength} bytes cannot hold its {header.Width} x {header.Height} pixels");
        }

        byte[] samples = SampleBuffer.Allocate(header.Width, header.Height, expander.PixelBytes, path);
        byte[] rented = ArrayPool<byte>.Shared.Rent(rawLength);
        try
        {
            Span<byte> raw = rented.AsSpan(0, rawLength);
            Inflate(chunks, encoded, raw, path);
            foreach (PngPass pass in PngPass.All(header))
            {
                pass.Decode(raw[..(int)pass.RawBytes], expander, samples, path);
                raw = raw[(int)pass.RawBytes..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        SampleType type = header.Bits == 16 ? SampleType.SixteenBit : SampleType.EightBit;
        return new StoredSamples(
            new SampleImage(header.Width, header.Height, expander.Channels, expander.Model, type, samples),
            chunks.IsStandardRgb || chunks.ProfileLength == 0 ? null : ReadProfile(encoded.AsMemory(chunks.ProfileOffset, chunks.ProfileLength)));
    }

    private static void Inflate(PngChunks chunks, byte[] encoded, Span<byte> raw, string path)
    {
        try
        {
            using ZLibStream stream = new(new PngDataStream(encoded, chunks.Data), CompressionMode.Decompress);
            int count = stream.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
            if (count < raw.Length)
            {
                throw new InvalidImageException(path, $"is a damaged or truncated PNG file: its pixels end after {count} of {raw.Length} bytes");
            }

            // The checksum behind the pixels is compared when their end is read.
            Span<byte> beyond = stackalloc byte[1];
            _ = stream.Read(beyond);
        }
        catch (InvalidDataException)
        {
            throw new InvalidImageException(path, "is a damaged PNG file: its compressed pixels are broken");
        }
    }

    // A name, a zero, the method (0 is deflate), then the compressed profile.
    private static byte[]? ReadProfile(ReadOnlyMemory<byte> chunk)
    {
        const int LargestBytes = 1 << 26;
        int name = chunk.Span.IndexOf((byte)0);
        if (name < 0 || name + 2 >= chunk.Length || chunk.Span[name + 1] != 0)
        {
            return [];
        }

        try
        {
            using ZLibStream stream = new(new MemoryStream(chunk[(name + 2)..].ToArray(), writable: false), CompressionMode.Decompress);
            byte[] sizeField = new byte[4];
            stream.ReadExactly(sizeField);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(sizeField);
            if (length is < 4 or > LargestBytes || length > chunk.Length * LargestExpansion)
            {
                return [];
            }

            byte[] profile = new byte[length];
            sizeField.CopyTo(profile, 0);
            stream.ReadExactly(profile.AsSpan(4));
            return profile;
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            return [];
        }
    }
}
