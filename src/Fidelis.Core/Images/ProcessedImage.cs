using Fidelis.Imaging.Decoding;

namespace Fidelis.Images;

/// <summary>A picture as it leaves <see cref="ImagePipeline"/>.</summary>
/// <typeparam name="T">What the caller's work made of it.</typeparam>
/// <param name="Index">Its place in the list.</param>
/// <param name="Entry">Where it came from.</param>
/// <param name="Result">What the caller's work made of its pixels.</param>
/// <param name="Width">Columns of the decoded picture.</param>
/// <param name="Height">Rows of the decoded picture.</param>
/// <param name="Facts">How it was stored, and what was done to its values.</param>
/// <param name="EncodedBytes">The length of the file.</param>
/// <param name="ContentHash">SHA-256 of the encoded bytes, in lower-case hexadecimal.</param>
public sealed record ProcessedImage<T>(
    int Index, ImageEntry Entry, T Result, int Width, int Height, PictureFacts Facts, long EncodedBytes, string ContentHash);
