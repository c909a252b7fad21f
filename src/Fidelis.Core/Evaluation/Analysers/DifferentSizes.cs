using Fidelis.Images;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the sets are resized from different sizes, which leaves them of different sharpness.</summary>
internal sealed class DifferentSizes : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Compare(SetImages reference, SetImages generated)
    {
        if (!reference.KeepsSizes && reference.Survey.Sizes is [var one, ..] && generated.Survey.Sizes is [var other, ..] && (one.Width, one.Height) != (other.Width, other.Height))
        {
            yield return new Conclusion(
                "different-sizes",
                ConclusionKind.Warning,
                null,
                $"'{reference.Name}' is {Describe(reference, one)} and '{generated.Name}' {Describe(generated, other)}: resized from different sizes they differ in sharpness, which biases a distance. Bring both to one size by one rule first.");
        }
    }

    private static string Describe(SetImages set, ImageSizeCount size) => $"{(set.Survey.Sizes.Count > 1 ? "mostly " : "")}{size.Width} x {size.Height}";
}
