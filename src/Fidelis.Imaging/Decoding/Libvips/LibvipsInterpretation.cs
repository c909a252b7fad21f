namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>The colour spaces that 8-bit files arrive in, with libvips' numbers.</summary>
internal enum LibvipsInterpretation
{
    Grey = 1,
    Lab = 13,
    Cmyk = 15,
    StandardRgb = 22,
}
