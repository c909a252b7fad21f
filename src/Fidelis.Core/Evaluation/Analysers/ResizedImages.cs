using Fidelis.Features;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where images were not of the size that the network takes.</summary>
internal sealed class ResizedImages : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        foreach (PreparedSet set in context.Sets)
        {
            if (set.Report is not { ResizedCount: > 0 } report)
            {
                continue;
            }

            ImageSizeCount common = report.ResizedSizes.First();
            string often = common.Count == report.ResizedCount ? "" : "most often ";
            string shape = report.ReshapedCount > 0 ? $" {report.ReshapedCount} of them have another aspect ratio: see --fit." : "";
            yield return new Conclusion(
                "resized-images",
                ConclusionKind.Note,
                null,
                $"'{set.Source.Name}': {report.ResizedCount} of {report.ImageCount} images, {often}of {common.Width} x {common.Height}, were resized to {report.NetworkInput.Width} x {report.NetworkInput.Height} by the rule of the protocol.{shape}");
        }
    }
}
