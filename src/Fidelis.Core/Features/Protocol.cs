using System.Security.Cryptography;
using System.Text;

namespace Fidelis.Features;

/// <summary>Names a protocol by the hash of its text.</summary>
internal static class Protocol
{
    /// <summary>Hashes the text of a protocol: the first 16 hexadecimal digits of its SHA-256 in UTF-8; nothing for an unknown one.</summary>
    public static string HashOf(string text) =>
        text == FeatureSet.UnknownProtocol ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
