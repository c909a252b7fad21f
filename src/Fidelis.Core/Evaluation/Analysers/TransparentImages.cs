using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where transparent pixels were drawn on a background.</summary>
internal sealed class TransparentImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.Composited) is > 0 and long count)
        {
            yield return Note("transparent-images", set, $"Transparent pixels of {Share(count, set)} were drawn on the background colour, which is white unless --background says otherwise.");
        }
    }
}
