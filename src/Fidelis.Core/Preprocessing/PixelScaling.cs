namespace Fidelis.Preprocessing;

/// <summary>How levels in [0, 255] become the values that a network takes.</summary>
internal abstract class PixelScaling
{
    /// <summary>Gets the formula as protocols write it, with <c>x</c> for the level.</summary>
    public abstract string Text { get; }

    /// <summary>Scales the pixels of a picture.</summary>
    /// <param name="pixels"><c>[height, width, 3]</c>: red, green, blue.</param>
    public abstract void Apply(Span<float> pixels);
}
