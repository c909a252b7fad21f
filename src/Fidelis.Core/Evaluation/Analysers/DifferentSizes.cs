using Fidelis.Images;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where sets or classes are resized from different sizes, which leaves them of different sharpness.</summary>
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

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> CompareClasses(SetImages one, SetImages other)
    {
        // Where most images of a class have sizes of their own, the most frequent one says nothing of the class.
        if (one.Survey.Sizes is [var first, ..] && other.Survey.Sizes is [var second, ..]
            && 2 * first.Count > one.Survey.Count && 2 * second.Count > other.Survey.Count
            && (first.Width, first.Height) != (second.Width, second.Height))
        {
            yield return new Conclusion(
                "different-sizes",
                ConclusionKind.Warning,
                null,
                $"The class '{one.Name}' is {Describe(one, first)} and '{other.Name}' {Describe(other, second)}: brought to one size they differ in sharpness or shape, and a classifier can tell them by that alone. Bring both to one size by one rule first.");
        }
    }

    private static string Describe(SetImages set, ImageSizeCount size) => $"{(set.Survey.Sizes.Count > 1 ? "mostly " : "")}{size.Width} x {size.Height}";
}
