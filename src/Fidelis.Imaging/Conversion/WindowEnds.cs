using System.Globalization;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Finds which values of a picture become black and white.</summary>
internal static class WindowEnds
{
    /// <summary>Finds them.</summary>
    /// <param name="window">The rule.</param>
    /// <param name="image">A picture of 16-bit or floating-point values.</param>
    /// <param name="range">Its smallest and its largest value.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The value that becomes 0 and the one that becomes 255.</returns>
    /// <exception cref="InvalidImageException">The values have no range of their own, and the rule gives none.</exception>
    public static (double Low, double High) Find(SampleWindow window, SampleImage image, SampleRange range, string path)
    {
        switch (window.Kind)
        {
            case SampleWindowKind.Full when image.Type == SampleType.SixteenBit:
                return (0, image.White);
            case SampleWindowKind.Full:
                throw new InvalidImageException(path, string.Create(
                    CultureInfo.InvariantCulture,
                    $"has floating-point values, which run from {(float)range.Low} to {(float)range.High} and have no range of their own: say which become black and white by --window low,high, --window image or --window set"));
            case SampleWindowKind.Fixed:
                return (window.Low, window.High);
            case SampleWindowKind.PerImage:
                return (range.Low, range.High);
            default:
                throw new InvalidOperationException("The window of a set must be made fixed by whoever reads the set.");
        }
    }
}
