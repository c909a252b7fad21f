using Fidelis.Images;

namespace Fidelis.Features;

/// <summary>By what images of a set are found again, in the same set and in others.</summary>
/// <param name="files">SHA-256 of the bytes of each image, <c>[n]</c>.</param>
/// <param name="pixels">The digest of the width, the height and the pixels of each image, <c>[n]</c>.</param>
public sealed class ImageIdentities(IReadOnlyList<ContentDigest> files, IReadOnlyList<ContentDigest> pixels)
{
    private readonly Lazy<Repetition> repetition = new(() => Repetition.Of(pixels));

    /// <summary>Gets SHA-256 of the bytes of each image, <c>[n]</c>.</summary>
    public IReadOnlyList<ContentDigest> Files => files;

    /// <summary>Gets the digest of the width, the height and the pixels of each image, <c>[n]</c>.</summary>
    public IReadOnlyList<ContentDigest> Pixels => pixels;

    /// <summary>Gets how often images of the set have the same pixels.</summary>
    internal Repetition Repetition => repetition.Value;
}
