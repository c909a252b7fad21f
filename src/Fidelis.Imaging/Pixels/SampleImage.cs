namespace Fidelis.Imaging.Pixels;

/// <summary>A picture as it is stored, before any rule has turned it into 8-bit red, green and blue.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Values for each pixel, alpha included: 1 to 4, or 5 for CMYK with alpha.</param>
/// <param name="Model">What the values mean.</param>
/// <param name="Type">The type of a value.</param>
/// <param name="Samples">Values <c>[height, width, channels]</c>, row by row, no padding, in the byte order of this machine.</param>
public sealed record SampleImage(int Width, int Height, int Channels, ColorModel Model, SampleType Type, byte[] Samples)
{
    /// <summary>Gets whether the last channel is opacity.</summary>
    public bool HasAlpha => Channels > Model switch { ColorModel.Grey => 1, ColorModel.Rgb => 3, _ => 4 };
}
