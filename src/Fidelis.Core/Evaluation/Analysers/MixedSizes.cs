namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the images of a set are of different sizes, so that they are resized by different factors.</summary>
internal sealed class MixedSizes : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (!set.KeepsSizes && set.Survey.Sizes is { Count: > 1 } sizes)
        {
            Images.ImageSizeCount smallest = sizes.MinBy(size => (long)size.Width * size.Height);
            Images.ImageSizeCount largest = sizes.MaxBy(size => (long)size.Width * size.Height);
            yield return Warning(
                "mixed-sizes",
                set,
                $"The images in '{set.Name}' have {sizes.Count} sizes, from {smallest.Width} x {smallest.Height} to {largest.Width} x {largest.Height}: each is resized by another factor, which changes its sharpness. Where that is not meant, bring them to one size first.");
        }
    }
}
