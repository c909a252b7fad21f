using Fidelis.Images;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where images were not of the size that the network takes.</summary>
internal sealed class ResizedImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.Report is { ResizedCount: > 0, NetworkInput: { } input } report)
        {
            ImageSizeCount common = report.ResizedSizes.First();
            string often = common.Count == report.ResizedCount ? "" : "most often ";
            string shape = report.ReshapedCount > 0 ? $" {report.ReshapedCount} of them have another aspect ratio{(set.IsSquashed ? " and were squashed: crop them to squares first where shapes matter" : ": see --fit")}." : "";
            string detail = 2 * report.EnlargedCount > report.ImageCount ? " Enlarging adds no detail: the network sees blur that it never learned from." : "";
            yield return Note(
                "resized-images",
                set,
                $"'{set.Name}': {report.ResizedCount} of {report.ImageCount} images, {often}of {common.Width} x {common.Height}, were resized to {input.Width} x {input.Height} by the rule of the protocol.{shape}{detail}");
        }
    }
}
