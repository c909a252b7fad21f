using Fidelis.Imaging.Pixels;

namespace Fidelis.Images;

/// <summary>A picture as it leaves <see cref="ImagePipeline"/>.</summary>
/// <param name="Index">Its place in the list that was decoded.</param>
/// <param name="Entry">Where it came from.</param>
/// <param name="Pixels">Its pixels.</param>
/// <param name="ContentHash">SHA-256 of the encoded bytes, in lower-case hexadecimal.</param>
public sealed record DecodedImage(int Index, ImageEntry Entry, PixelImage Pixels, string ContentHash);
