using System.Globalization;

namespace Fidelis.Imaging.Distortions;

/// <summary>The strengths that a defect can have.</summary>
/// <param name="Minimum">The smallest strength.</param>
/// <param name="Maximum">The largest strength.</param>
/// <param name="Default">The strength where none is given.</param>
/// <param name="Unit">What the number counts: <c>pixels</c>.</param>
public sealed record StrengthRange(double Minimum, double Maximum, double Default, string Unit)
{
    /// <summary>Tells whether a strength is allowed.</summary>
    /// <param name="strength">The strength.</param>
    /// <returns>Whether it is a number within the range.</returns>
    public bool Contains(double strength) => strength >= Minimum && strength <= Maximum;

    /// <summary>Describes the range.</summary>
    /// <returns>For example <c>0 to 20 pixels, 2 by default</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum} {Unit}, {Default} by default");
}
