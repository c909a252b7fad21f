namespace Fidelis.Reports.Svg;

/// <summary>A rectangle of a picture, in pixels from its upper left corner.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    /// <summary>Gets the right edge.</summary>
    public double Right => Left + Width;

    /// <summary>Gets the lower edge.</summary>
    public double Bottom => Top + Height;
}
