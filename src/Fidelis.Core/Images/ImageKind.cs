namespace Fidelis.Images;

/// <summary>How a picture is stored.</summary>
/// <param name="Format">The format's name: <c>PNG</c>, <c>JPEG</c>, ...; <c>array</c> for numbers without a format.</param>
/// <param name="Mode">The stored channels and depth: <c>8-bit RGB</c>, <c>16-bit grey</c>, ...</param>
/// <param name="IsLossy">Whether storing it lost something.</param>
/// <param name="Width">Columns of the upright picture.</param>
/// <param name="Height">Rows of the upright picture.</param>
public readonly record struct ImageKind(string Format, string Mode, bool IsLossy, int Width, int Height);
