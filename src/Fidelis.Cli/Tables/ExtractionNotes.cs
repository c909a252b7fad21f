using Fidelis.Features;
using Fidelis.Images;

namespace Fidelis.Cli.Tables;

/// <summary>Says in words what an extraction did to images that it was not asked to do: resized, ignored, skipped.</summary>
internal static class ExtractionNotes
{
    private const int NamedSizeCount = 3;

    /// <summary>Finds the notes.</summary>
    /// <param name="report">What the extraction did.</param>
    /// <returns>One sentence each; none where every file was taken as it is.</returns>
    public static IEnumerable<string> Of(ExtractionReport report)
    {
        if (report.ResizedCount > 0)
        {
            ImageSizeCount[] sizes = [.. report.ResizedSizes];
            string named = string.Join(", ", sizes.Take(NamedSizeCount).Select(size => $"{size.Count} of {size.Width}x{size.Height}"));
            string rest = sizes.Length > NamedSizeCount ? $" and {Count(sizes.Length - NamedSizeCount, "other size")}" : "";
            yield return $"Resized {report.ResizedCount} of {Count(report.ImageCount, "image")} to {report.NetworkInput.Width}x{report.NetworkInput.Height} ({named}{rest}).";
        }

        if (report.ReshapedCount > 0)
        {
            yield return $"The aspect ratio of {Count(report.ReshapedCount, "image")} is not the network's: --fit says what becomes of it.";
        }

        if (report.IgnoredFiles.Count > 0)
        {
            yield return $"Ignored {Count(report.IgnoredFiles.Count, "file")} of other kinds, the first being {report.IgnoredFiles[0]}.";
        }

        foreach (SkippedImage skipped in report.Skipped)
        {
            yield return $"Skipped {skipped.Path}: {skipped.Reason}";
        }
    }

    private static string Count(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
