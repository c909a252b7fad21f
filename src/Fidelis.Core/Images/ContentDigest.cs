using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Images;

/// <summary>256 bits by which the contents of a million images are told apart without keeping them.</summary>
/// <param name="High">The first 16 bytes.</param>
/// <param name="Low">The last 16 bytes.</param>
public readonly record struct ContentDigest(UInt128 High, UInt128 Low)
{
    // The bits of the golden ratio's fraction; odd, so that the product can be undone and no step of the hash loses anything.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Reads the hash of a file.</summary>
    /// <param name="hash">SHA-256 in hexadecimal, as <see cref="ContentHash.Of"/> gives it.</param>
    /// <returns>The digest, whose text the hash is.</returns>
    public static ContentDigest Parse(string hash) => Read(Convert.FromHexString(hash));

    /// <summary>Hashes the width, the height and the pixels of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>The digest, which is equal for equal pictures, and for others by a chance that nobody will see; it is no protection against forgery.</returns>
    /// <remarks>
    /// Decoded pixels are ten times the bytes of their file, and SHA-256 of them would cost as much as decoding it. They are mixed 64 bytes at a time, every
    /// step a bijection of eight words, and the eight words are hashed.
    /// </remarks>
    public static ContentDigest OfPixels(PixelImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Span<byte> state = stackalloc byte[72];
        Mix(picture.Rgb).AsByte().CopyTo(state);
        BinaryPrimitives.WriteInt32LittleEndian(state[64..], picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(state[68..], picture.Height);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(state, hash);
        return Read(hash);
    }

    /// <summary>Mixes bytes into eight words. What differs in one word differs in the result; the rest differs but for one chance in 2^64 for each word.</summary>
    internal static Vector512<ulong> Mix(ReadOnlySpan<byte> bytes)
    {
        Vector512<ulong> words = Vector512<ulong>.Zero;
        ReadOnlySpan<Vector512<ulong>> whole = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        foreach (Vector512<ulong> next in whole)
        {
            words = Step(words, next);
        }

        Span<byte> rest = stackalloc byte[64];
        rest.Clear();
        bytes[(whole.Length * rest.Length)..].CopyTo(rest);
        return Step(words, Vector512.Create<byte>(rest).AsUInt64());

        static Vector512<ulong> Step(Vector512<ulong> words, Vector512<ulong> next)
        {
            words = (words ^ next) * Multiplier;
            return words ^ (words >>> 29);
        }
    }

    /// <summary>Writes the digest as <see cref="ContentHash.Of"/> writes hashes.</summary>
    /// <returns>64 digits, in lower-case hexadecimal.</returns>
    public override string ToString() => $"{High:x32}{Low:x32}";

    private static ContentDigest Read(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
}
