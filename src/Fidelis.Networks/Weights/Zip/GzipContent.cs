using System.Buffers.Binary;
using System.IO.Compression;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>Reads a file that was compressed by gzip in one piece (RFC 1952).</summary>
public static class GzipContent
{
    /// <summary>The checksum and the length at the end of the file.</summary>
    private const int TrailerBytes = 8;

    private const int PieceBytes = 1 << 16;

    /// <summary>Tells whether a file starts as a compressed one does.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether it does.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>Opens what was compressed, for reading from its beginning to its end, where length and checksum are compared.</summary>
    /// <param name="file">The compressed file.</param>
    /// <returns>
    /// The content; <see cref="InvalidDataException"/> is thrown where it is damaged, cut off, longer than 4 GiB, or one of several pieces.
    /// The platform's own reader takes a file whose last bytes are missing for whole.
    /// </returns>
    public static Stream Open(FileWindow file)
    {
        (uint checksum, uint length) = TrailerOf(file);
        return new ChecksummedStream(new GZipStream(file.OpenStream(), CompressionMode.Decompress), checksum, length);
    }

    /// <summary>Reads weights that were compressed.</summary>
    /// <param name="file">The compressed file.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InputException">The file is damaged, or is too small to hold the weights that it claims.</exception>
    internal static byte[] ReadWeights(FileWindow file)
    {
        (_, uint length) = TrailerOf(file);
        try
        {
            if (length > ClaimedSize.LargestOf(file))
            {
                // The last bytes of a file that was cut off claim anything: only one that does expand so far is made to.
                Skip(file, ClaimedSize.LargestOf(file));
                ClaimedSize.Require(file, length);
            }

            byte[] content = new byte[length <= Array.MaxLength ? length : throw new InvalidDataException($"It claims {length} bytes.")];
            using Stream stream = Open(file);
            stream.ReadExactly(content);
            return stream.ReadByte() < 0 ? content : throw new InvalidDataException("It goes on.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InputException($"The file '{file.Name}' is damaged: what gzip compressed in it is cut off or altered. Copy it again.", e);
        }
    }

    private static void Skip(FileWindow file, long count)
    {
        using Stream stream = Open(file);
        byte[] piece = new byte[PieceBytes];
        for (long rest = count; rest > 0; rest -= piece.Length)
        {
            stream.ReadExactly(piece.AsSpan(0, (int)Math.Min(rest, piece.Length)));
        }
    }

    private static (uint Checksum, uint Length) TrailerOf(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] trailer = new byte[TrailerBytes];
        if (file.Length >= TrailerBytes)
        {
            file.Read(file.Length - TrailerBytes, trailer);
        }

        return (BinaryPrimitives.ReadUInt32LittleEndian(trailer), BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)));
    }
}
