using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where images were turned or mirrored as their EXIF orientation says.</summary>
internal sealed class TurnedImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.Oriented) is > 0 and long count)
        {
            yield return Note("turned-images", set, $"Of {Share(count, set)} the EXIF orientation was applied: they were turned or mirrored. Tools that ignore it see other pictures.");
        }
    }
}
