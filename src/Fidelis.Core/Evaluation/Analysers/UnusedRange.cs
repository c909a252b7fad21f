using Fidelis.Imaging.Conversion;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where images of 16 bits use so little of their range that they become nearly black.</summary>
internal sealed class UnusedRange : ImageAnalyser
{
    // With a quarter of the range or less, 64 of the 256 levels are left: scanners of 10, 12 and 14 bits store such images.
    private const int LargestNarrowValue = (1 << 14) - 1;

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.Report is { Window.Kind: SampleWindowKind.Full, Range: { High: > 0 and <= LargestNarrowValue } range }
            && set.Survey.Modes.Any(mode => mode.Key.StartsWith("16-bit", StringComparison.Ordinal)))
        {
            int bits = (int)Math.Floor(Math.Log2(range.High)) + 1;
            yield return Warning(
                "unused-range",
                set,
                FormattableString.Invariant(
                    $"The largest value of the 16-bit images in '{set.Name}' is {range.High} of 65535: they become nearly black. If they were taken with {bits} bits, choose --window 0,{(1 << bits) - 1}."));
        }
    }
}
