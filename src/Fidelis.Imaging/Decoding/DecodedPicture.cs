using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>A picture as 8-bit red, green and blue, with what is known of its stored form.</summary>
/// <param name="Pixels">The pixels.</param>
/// <param name="Facts">How it was stored, and what was done to it.</param>
public sealed record DecodedPicture(PixelImage Pixels, PictureFacts Facts);
