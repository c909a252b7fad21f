namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>What the values of a TIFF pixel mean, with TIFF's numbers.</summary>
internal enum TiffPhotometric
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
    Inks = 5,
    YCbCr = 6,
}
