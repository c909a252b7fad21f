using System.Globalization;

namespace Fidelis.Imaging.Conversion;

/// <summary>Which stored values become black and white in images of more than 8 bits; between them the scale is straight.</summary>
/// <param name="Kind">How the two values are found.</param>
/// <param name="Low">The value that becomes 0, for <see cref="SampleWindowKind.Fixed"/>.</param>
/// <param name="High">The value that becomes 255, for <see cref="SampleWindowKind.Fixed"/>.</param>
public sealed record SampleWindow(SampleWindowKind Kind, double Low = 0, double High = 0)
{
    /// <summary>Gets the whole range of the type: 0 to 65,535 for 16 bits. Floating-point values have none.</summary>
    public static SampleWindow Full { get; } = new(SampleWindowKind.Full);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SampleWindowKind.Full => "full",
        SampleWindowKind.PerImage => "image",
        SampleWindowKind.PerSet => "set",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Low},{High}"),
    };
}
