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
    /// <summary>Gets the 16-bit value that is white: 65,535 unless the format says another, such as 4,095 for 12 bits.</summary>
    public int White { get; init; } = ushort.MaxValue;

    /// <summary>Gets whether the last channel is opacity.</summary>
    public bool HasAlpha => Channels > Model switch { ColorModel.Grey => 1, ColorModel.Rgb => 3, _ => 4 };

    /// <summary>Gets what the values are in words, as in <see cref="Decoding.PictureFacts"/>: <c>16-bit grey with alpha</c>.</summary>
    public string Mode
    {
        get
        {
            string model = Model switch { ColorModel.Grey => "grey", ColorModel.Rgb => "RGB", _ => "CMYK" };
            string depth = Type switch { SampleType.EightBit => "8-bit", SampleType.SixteenBit => "16-bit", _ => "32-bit float" };
            return $"{depth} {model}{(HasAlpha ? " with alpha" : "")}";
        }
    }
}
