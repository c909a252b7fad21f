using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where files have several frames or pages, of which the first was taken.</summary>
internal sealed class FurtherFrames : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.FirstFrame) is > 0 and long count)
        {
            yield return Warning("further-frames", set, $"Of {Share(count, set)} the first frame or page alone was looked at. Where the others matter, store each as a file.");
        }
    }
}
