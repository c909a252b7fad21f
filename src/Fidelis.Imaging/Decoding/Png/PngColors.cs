namespace Fidelis.Imaging.Decoding.Png;

/// <summary>The kinds of pixels, with PNG's numbers.</summary>
internal enum PngColors
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    RgbAlpha = 6,
}
