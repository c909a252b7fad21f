using System.Buffers.Binary;
using System.IO.Hashing;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Images;

/// <summary>256 bits by which the contents of a million images are told apart without keeping them.</summary>
/// <param name="High">The first 16 bytes.</param>
/// <param name="Low">The last 16 bytes.</param>
public readonly record struct ContentDigest(UInt128 High, UInt128 Low)
{
    /// <summary>Reads the hash of a file.</summary>
    /// <param name="hash">SHA-256 in hexadecimal, as <see cref="ContentHash.Of"/> gives it.</param>
    /// <returns>The digest, whose text the hash is.</returns>
    public static ContentDigest Parse(string hash)
    {
        byte[] bytes = Convert.FromHexString(hash);
        return new ContentDigest(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(16)));
    }

    /// <summary>Hashes the pixels of a picture by XXH128, and adds its width and height.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>The digest: equal for equal pictures, and for others by a chance that nobody will see. It is no protection against forgery.</returns>
    /// <remarks>Decoded pixels are many times the bytes of their file: SHA-256 of them would take as long as decoding small pictures does.</remarks>
    public static ContentDigest OfPixels(PixelImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new ContentDigest(XxHash128.HashToUInt128(picture.Rgb), new UInt128((ulong)picture.Width, (ulong)picture.Height));
    }

    /// <summary>Writes the digest as <see cref="ContentHash.Of"/> writes hashes.</summary>
    /// <returns>64 digits, in lower-case hexadecimal.</returns>
    public override string ToString() => $"{High:x32}{Low:x32}";
}
