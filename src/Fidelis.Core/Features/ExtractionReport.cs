using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Architectures;

namespace Fidelis.Features;

/// <summary>What an extraction saw: everything about the images that a reader of the scores has to know.</summary>
/// <param name="Survey">How the images whose features were computed are stored.</param>
/// <param name="Treatments">How many images each treatment befell; treatments that befell none are absent.</param>
/// <param name="Range">
/// The smallest and the largest value of all images of more than 8 bits; <see langword="null"/> where there is no such image.
/// </param>
/// <param name="Window">The window by which such values became 8-bit ones: that of the rules, or what was found for the set.</param>
/// <param name="Skipped">The images that could not be read and were left out, in their order.</param>
/// <param name="IgnoredFiles">What lay in the source and is no picture by its name.</param>
/// <param name="Notes">What the source says of itself.</param>
/// <param name="NetworkInput">The size that the network takes; <see langword="null"/> where no network looks at the images.</param>
/// <param name="ContentHash">The images by their bytes, in their order: see <see cref="Images.ContentHash.Combine"/>.</param>
/// <param name="Seconds">The time from the first byte read to the last feature.</param>
public sealed record ExtractionReport(
    ImageSurvey Survey,
    IReadOnlyDictionary<PixelTreatments, long> Treatments,
    (double Low, double High)? Range,
    SampleWindow Window,
    IReadOnlyList<SkippedImage> Skipped,
    IReadOnlyList<string> IgnoredFiles,
    IReadOnlyList<string> Notes,
    InputShape? NetworkInput,
    string ContentHash,
    double Seconds)
{
    /// <summary>Gets by what the images are found again, in their order; <see langword="null"/> where no pass through a network decoded them.</summary>
    public ImageIdentities? Identities { get; init; }

    /// <summary>Gets the images whose features were computed.</summary>
    public long ImageCount => Survey.Count;

    /// <summary>Gets the sizes that are not the network's, the most frequent first.</summary>
    public IEnumerable<ImageSizeCount> ResizedSizes => SizesWhere((size, input) => size.Width != input.Width || size.Height != input.Height);

    /// <summary>Gets the images whose size was not the network's, so that they were resized.</summary>
    public long ResizedCount => ResizedSizes.Sum(size => size.Count);

    /// <summary>Gets the images whose aspect ratio was not the network's, so that they were squashed or cropped.</summary>
    public long ReshapedCount =>
        SizesWhere((size, input) => (long)size.Width * input.Height != (long)size.Height * input.Width).Sum(size => size.Count);

    /// <summary>Gets the images that are smaller than the network's input in both directions, so that they were enlarged.</summary>
    public long EnlargedCount =>
        SizesWhere((size, input) => size.Width < input.Width && size.Height < input.Height).Sum(size => size.Count);

    /// <summary>Puts the window of this set into the rules that asked for it, so that single images decode as they did.</summary>
    /// <param name="rules">The rules of the extraction.</param>
    /// <returns>Rules that need no other image of the set.</returns>
    public DecodingRules Resolve(DecodingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Window.Kind == SampleWindowKind.PerSet ? rules with { Window = Window } : rules;
    }

    private IEnumerable<ImageSizeCount> SizesWhere(Func<ImageSizeCount, InputShape, bool> holds) =>
        NetworkInput is { } input ? Survey.Sizes.Where(size => holds(size, input)) : [];
}
