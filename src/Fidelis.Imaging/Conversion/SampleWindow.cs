using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Conversion;

/// <summary>Which stored values become black and white in images of more than 8 bits; between them the scale is straight.</summary>
/// <remarks>Images of 8 bits and fewer are never windowed: they already are what the window would make.</remarks>
/// <param name="Kind">How the two values are found.</param>
/// <param name="Low">The value that becomes 0, for <see cref="SampleWindowKind.Fixed"/>.</param>
/// <param name="High">The value that becomes 255, for <see cref="SampleWindowKind.Fixed"/>.</param>
public sealed record SampleWindow(SampleWindowKind Kind, double Low = 0, double High = 0)
{
    /// <summary>Gets the whole range of the type: 0 to 65,535 for 16 bits. Floating-point values have none.</summary>
    public static SampleWindow Full { get; } = new(SampleWindowKind.Full);

    /// <summary>Gets the range of each image on its own. An image of a single value becomes black.</summary>
    public static SampleWindow PerImage { get; } = new(SampleWindowKind.PerImage);

    /// <summary>Makes a window of two values, given or found in a set.</summary>
    /// <param name="low">The value that becomes 0; smaller ones do too.</param>
    /// <param name="high">The value that becomes 255; larger ones do too.</param>
    /// <returns>The window.</returns>
    /// <exception cref="InputException">The values are not finite, or the first is not the smaller one.</exception>
    public static SampleWindow Between(double low, double high) => double.IsFinite(low) && double.IsFinite(high) && low < high
        ? new SampleWindow(SampleWindowKind.Fixed, low, high)
        : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"A window needs two finite values, the smaller first, but they were {low} and {high}."));

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SampleWindowKind.Full => "full",
        SampleWindowKind.PerImage => "image",
        SampleWindowKind.PerSet => "set",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Low},{High}"),
    };
}
