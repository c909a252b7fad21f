using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>The rules by which stored pictures become 8-bit red, green and blue. Equal rules give equal pixels.</summary>
public sealed record DecodingRules
{
    /// <summary>Gets the rules where the user states none.</summary>
    public static DecodingRules Default { get; } = new();

    /// <summary>Gets how values of more than 8 bits become 8-bit ones.</summary>
    public SampleWindow Window { get; init; } = SampleWindow.Full;

    /// <summary>Gets the colour behind transparent pixels, rounded to whole values. White by default.</summary>
    public Color Background { get; init; } = new(255, 255, 255);

    /// <summary>Gets whether colour profiles are applied. By default they are not, as in every peer.</summary>
    public bool ConvertProfiles { get; init; }

    /// <summary>Gets the largest number of pixels that is decoded. It changes no pixel, and is no part of a protocol.</summary>
    public long MaximumPixels { get; init; } = ImageDecoder.MaximumPixels;

    /// <summary>Describes the rules as the first step of a protocol; equal texts mean equal pixels.</summary>
    /// <returns>One line, such as <c>decode to 8-bit RGB</c>.</returns>
    public string Describe()
    {
        List<string> choices = [];
        if (Window != SampleWindow.Full)
        {
            choices.Add($"window {Window}");
        }

        if (Background != Default.Background)
        {
            choices.Add($"background {AlphaComposition.Level(Background.Red)},{AlphaComposition.Level(Background.Green)},{AlphaComposition.Level(Background.Blue)}");
        }

        if (ConvertProfiles)
        {
            choices.Add("colour profiles applied");
        }

        return choices.Count == 0 ? "decode to 8-bit RGB" : $"decode to 8-bit RGB ({string.Join(", ", choices)})";
    }
}
