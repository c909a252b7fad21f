using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Features;

/// <summary>Finds the window of a whole set: the smallest and the largest value of all its images of more than 8 bits.</summary>
/// <remarks>
/// The protocol says that the window is that of the set, which is one rule for all sets; which values it found in each is said beside
/// the set. The values are found by decoding all images once before they are decoded by them.
/// </remarks>
public static class SetWindow
{
    /// <summary>Makes the rules those of one set.</summary>
    /// <param name="source">The set.</param>
    /// <param name="rules">The rules of the user.</param>
    /// <param name="skipBadImages">Whether images that cannot be read are passed over; whoever decodes the set next says which.</param>
    /// <param name="cancellation">Ends the search by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The rules themselves where their window is not that of the set; otherwise the window that was found, or the full one for a set of
    /// 8-bit images alone, which no window concerns.
    /// </returns>
    /// <exception cref="InputException">Images cannot be read.</exception>
    public static DecodingRules Resolve(ImageSource source, DecodingRules rules, bool skipBadImages, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Window.Kind != SampleWindowKind.PerSet)
        {
            return rules;
        }

        // The window of each image has a meaning for values of every type, and each image says its range.
        PipelineOptions options = new()
        {
            Rules = rules with { Window = new SampleWindow(SampleWindowKind.PerImage) },
            Skip = skipBadImages ? Ignore : null,
        };
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (ProcessedImage<int> image in ImagePipeline.Process(source.Entries, (index, _) => index, (_, _) => 0, options, cancellation))
        {
            if (image.Facts.Range is { } range)
            {
                low = Math.Min(low, range.Low);
                high = Math.Max(high, range.High);
            }
        }

        return rules with { Window = low <= high ? new SampleWindow(SampleWindowKind.Fixed, low, high) : SampleWindow.Full };
    }

    private static void Ignore(SkippedImage image)
    {
        // Whoever decodes the set next says which image it was.
    }
}
