namespace Fidelis.Networks.Weights.Zip;

/// <summary>What the directory of a zip archive claims of one member.</summary>
/// <param name="Name">The path with <c>/</c> between its parts, as the archive names it; one that ends in <c>/</c> is a folder.</param>
/// <param name="Length">The bytes of the content.</param>
/// <param name="StoredBytes">The bytes that the content takes in the archive.</param>
/// <param name="Method">How it is compressed: 0 not at all, 8 by deflate.</param>
/// <param name="Checksum">The CRC-32 of the content.</param>
/// <param name="IsEncrypted">Whether it needs a password.</param>
/// <param name="IsLink">Whether it is a symbolic link, whose content is the path that it leads to.</param>
/// <param name="HeaderOffset">Where its own header stands in the archive.</param>
public sealed record ZipMember(
    string Name, long Length, long StoredBytes, int Method, uint Checksum, bool IsEncrypted, bool IsLink, long HeaderOffset);
