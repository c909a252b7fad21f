namespace Fidelis.Imaging.Pixels;

/// <summary>A colour in the picture's own scale.</summary>
/// <param name="Red">Red in [0, 255].</param>
/// <param name="Green">Green in [0, 255].</param>
/// <param name="Blue">Blue in [0, 255].</param>
public readonly record struct Color(float Red, float Green, float Blue)
{
    /// <summary>Moves from this colour to another.</summary>
    /// <param name="other">The colour at <paramref name="share"/> 1.</param>
    /// <param name="share">How far to go; beyond [0, 1] the line is continued.</param>
    /// <returns>The colour on the way.</returns>
    public Color Toward(Color other, float share) => new(
        Red + ((other.Red - Red) * share),
        Green + ((other.Green - Green) * share),
        Blue + ((other.Blue - Blue) * share));

    /// <summary>Makes the colour darker or brighter.</summary>
    /// <param name="factor">What each channel is multiplied by.</param>
    /// <returns>The new colour.</returns>
    public Color Times(float factor) => new(Red * factor, Green * factor, Blue * factor);
}
