using System.Security.Cryptography;

namespace Fidelis.Images;

/// <summary>Names a set of pictures by their bytes.</summary>
public static class ContentHash
{
    /// <summary>Hashes the encoded bytes of one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <returns>SHA-256 in lower-case hexadecimal: 64 digits.</returns>
    public static string Of(ReadOnlySpan<byte> encoded) => Convert.ToHexStringLower(SHA256.HashData(encoded));

    /// <summary>
    /// Hashes a sequence of pictures: the SHA-256 of their hashes, 32 bytes each, one after the other. Sources give them in the ordinal
    /// order of their paths; the paths themselves do not enter, so that a set may be moved and renamed as long as its order stays.
    /// </summary>
    /// <param name="hashes">The hash of each picture, as <see cref="Of"/> returns it.</param>
    /// <returns>SHA-256 in lower-case hexadecimal: 64 digits.</returns>
    public static string Combine(IEnumerable<string> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        using IncrementalHash combined = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string hash in hashes)
        {
            combined.AppendData(Convert.FromHexString(hash));
        }

        return Convert.ToHexStringLower(combined.GetHashAndReset());
    }
}
