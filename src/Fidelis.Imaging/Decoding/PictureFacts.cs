using Fidelis.Imaging.Conversion;

namespace Fidelis.Imaging.Decoding;

/// <summary>How a picture was stored, and what was done to its values.</summary>
/// <param name="Format">The format's name: <c>PNG</c>, <c>JPEG</c>, ...; <c>array</c> for numbers without a format.</param>
/// <param name="Mode">The stored channels and depth: <c>8-bit RGB</c>, <c>16-bit grey</c>, <c>8-bit palette with alpha</c>.</param>
/// <param name="IsLossy">Whether storing it lost something.</param>
/// <param name="Treatments">What was done to the stored values.</param>
/// <param name="Range">The smallest and the largest stored value where there are more than 8 bits; otherwise <see langword="null"/>.</param>
public sealed record PictureFacts(string Format, string Mode, bool IsLossy, PixelTreatments Treatments, (double Low, double High)? Range = null);
