using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where values lay outside of the window.</summary>
internal sealed class ClippedValues : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.Clipped) is > 0 and long count && set.Report is { Range: { } range } report)
        {
            yield return Warning(
                "clipped-values",
                set,
                FormattableString.Invariant($"Values of {Share(count, set)} lie outside of the window {report.Window} and were cut off; they go from {range.Low:G6} to {range.High:G6}."));
        }
    }
}
