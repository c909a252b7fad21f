using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation;

/// <summary>The images of a set as conclusions about images alone see them: before an extraction by their headers, afterwards by what was done.</summary>
/// <param name="Name">The set as the user named it.</param>
/// <param name="Survey">How the images are stored.</param>
/// <param name="Classes">The classes of the set in ordinal order; empty where it has none.</param>
/// <param name="Report">What the extraction did; <see langword="null"/> before it.</param>
public sealed record SetImages(string Name, ImageSurvey Survey, IReadOnlyList<string> Classes, ExtractionReport? Report)
{
    /// <summary>Gets whether the images are looked at in the sizes that they have, whatever these are. By default they are brought to one size.</summary>
    public bool KeepsSizes { get; init; }

    /// <summary>Gets whether images of another aspect ratio than the network's are squashed whatever the user says. By default there is a choice.</summary>
    public bool IsSquashed { get; init; }

    /// <summary>Takes what an extraction saw.</summary>
    /// <param name="source">The set.</param>
    /// <param name="report">What was seen.</param>
    /// <returns>The images.</returns>
    public static SetImages Of(ImageSource source, ExtractionReport report)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(report);
        return new SetImages(source.Description, report.Survey, source.Classes, report);
    }

    /// <summary>Counts the images that a treatment befell.</summary>
    /// <param name="treatment">The treatment.</param>
    /// <returns>Zero before the extraction.</returns>
    public long CountOf(PixelTreatments treatment) => Report?.Treatments.GetValueOrDefault(treatment) ?? 0;
}
