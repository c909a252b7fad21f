using System.Globalization;
using Fidelis.Reports.Console;
using Fidelis.Training;

namespace Fidelis.Cli.Tables;

/// <summary>Prints two classifiers side by side.</summary>
internal static class ComparisonSummary
{
    private const double Significant = 0.05;

    /// <summary>Writes to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="first">The name of the first model.</param>
    /// <param name="second">The name of the second.</param>
    /// <param name="firstScores">The scores of the first.</param>
    /// <param name="secondScores">The scores of the second.</param>
    /// <param name="comparison">What they have in common, and what not.</param>
    public static void Write(
        CommandContext context, string first, string second, ClassificationScores firstScores, ClassificationScores secondScores, ModelComparison comparison)
    {
        context.Raw.WriteLine();
        context.Raw.WriteLine($"{first}: {ClassificationTables.Describe(firstScores.Accuracy)}");
        context.Raw.WriteLine($"{second}: {ClassificationTables.Describe(secondScores.Accuracy)}");
        context.Raw.WriteLine();
        TableRenderer.Write(context, ClassificationTables.Comparison(first, second, comparison));
        context.Raw.WriteLine();
        string verdict = comparison.MidP < Significant
            ? $"{(comparison.Difference > 0 ? first : second)} is right more often than chance explains"
            : "chance alone could explain the difference";
        context.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"McNemar: {comparison.FirstAlone} images that the first alone has right against {comparison.SecondAlone}, exact p = {comparison.ExactP:G3}, mid-p = {comparison.MidP:G3}: {verdict}."));
    }
}
