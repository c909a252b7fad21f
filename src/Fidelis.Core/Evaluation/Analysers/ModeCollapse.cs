using System.Globalization;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the generated images are far less diverse than as many of the reference.</summary>
/// <remarks>The Vendi Score grows with n. Both sets are therefore taken at the smaller of their numbers, the larger one by a random subset.</remarks>
internal sealed class ModeCollapse : IAnalyser
{
    private const double Share = 0.75;
    private const double Errors = 3;
    private const ulong SubsetSeed = 2020;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("vendi") is not { } result
            || context.Reference.Statistics.Set?.Features is not { RowCount: >= 2 and <= int.MaxValue } reference
            || context.Generated.Statistics.Set?.Features is not { } generated
            || FeatureDirections.FindZero(reference) is not null)
        {
            yield break;
        }

        string text = result.Options.First(option => option.Key == "order").Value;
        double order = text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
        int count = (int)Math.Min(reference.RowCount, generated.RowCount);
        FeatureDiversity ofReference = DiversityOf(context.Reference.Statistics, count, order);
        FeatureDiversity ofGenerated = DiversityOf(context.Generated.Statistics, count, order);
        double error = Math.Sqrt(Math.Pow(ofReference.StandardError, 2) + Math.Pow(ofGenerated.StandardError, 2));
        if (ofGenerated.Value < Share * ofReference.Value && ofReference.Value - ofGenerated.Value > Errors * error)
        {
            yield return new Conclusion(
                "mode-collapse",
                ConclusionKind.Warning,
                "vendi",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} images of '{context.Generated.Source.Name}' amount to {ofGenerated.Value:G3} different ones by the Vendi Score, as many of '{context.Reference.Source.Name}' to {ofReference.Value:G3}: the generator repeats itself, or lacks kinds of images."))
            {
                Set = context.Generated.Source.Name,
            };
        }
    }

    private static FeatureDiversity DiversityOf(SetStatistics statistics, int count, double order) => count == statistics.Features.RowCount
        ? statistics.Diversity(order)
        : FeatureDiversity.Of(statistics.Features.Select([.. new Xoshiro256(SubsetSeed).Permutation((int)statistics.Features.RowCount).Take(count).Order().Select(row => (long)row)]), order);
}
