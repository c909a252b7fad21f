namespace Fidelis.Imaging.Decoding;

/// <summary>What can be known of a picture without decoding its pixels.</summary>
/// <param name="Format">The format's name, as in <see cref="PictureFacts"/>.</param>
/// <param name="Width">Columns of the upright picture.</param>
/// <param name="Height">Rows of the upright picture.</param>
/// <param name="Mode">The stored channels and depth, as in <see cref="PictureFacts"/>.</param>
/// <param name="IsLossy">Whether storing it lost something.</param>
/// <param name="FrameCount">The frames or pages in the file.</param>
public sealed record PictureHeader(string Format, int Width, int Height, string Mode, bool IsLossy, int FrameCount);
