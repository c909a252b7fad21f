using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where inks became red, green and blue.</summary>
internal sealed class InkImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.CmykConverted) is > 0 and long count)
        {
            yield return Note("cmyk-images", set, $"The inks (CMYK) of {Share(count, set)} became red, green and blue. Other tools do it by other rules: store RGB where colours matter.");
        }
    }
}
