using Fidelis.Images;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that the headers of all images can be read, unless those that cannot are to be left out.</summary>
internal sealed class ReadableImages : IValidator
{
    /// <summary>The images of a set that are named; of further ones the number is given.</summary>
    private const int NamedCount = 20;

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context) => FindProblems(context.Preflights.Values, context.Plan.Extraction.SkipBadImages);

    /// <summary>Says which images of some sets cannot be read.</summary>
    internal static IEnumerable<string> FindProblems(IEnumerable<PreflightReport> reports, bool skipBadImages)
    {
        foreach (PreflightReport report in reports)
        {
            IReadOnlyList<SkippedImage> bad = report.Bad;
            string total = $"of the {report.Source.Entries.Count} images in '{report.Source.Description}'";
            if (skipBadImages)
            {
                if (bad.Count > 0 && bad.Count == report.Source.Entries.Count)
                {
                    yield return $"At least one image must be readable, but none {total} is. {bad[0].Reason}";
                }

                continue;
            }

            foreach (SkippedImage image in bad.Take(NamedCount))
            {
                yield return image.Reason;
            }

            if (bad.Count > NamedCount)
            {
                yield return $"And {bad.Count - NamedCount} more {total} cannot be read; --on-bad-image skip leaves such images out.";
            }
        }
    }
}
