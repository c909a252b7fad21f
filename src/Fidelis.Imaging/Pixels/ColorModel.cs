namespace Fidelis.Imaging.Pixels;

/// <summary>What the values of a pixel mean.</summary>
public enum ColorModel
{
    /// <summary>Brightness.</summary>
    Grey,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow, black: 0 is no ink.</summary>
    Cmyk,
}
