using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where colour profiles were there and not applied.</summary>
internal sealed class IgnoredProfiles : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.CountOf(PixelTreatments.ProfileIgnored) is > 0 and long count)
        {
            yield return Note("ignored-profiles", set, $"The colour profiles of {Share(count, set)} are not sRGB and were not applied, as in other tools; --profile convert applies them.");
        }
    }
}
