using System.Globalization;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the Inception Score of generated images is above that of as many real ones by more than its error.</summary>
/// <remarks>The score grows with n. Both sets are therefore taken at the smaller of their numbers, the larger one by a random subset.</remarks>
internal sealed class AboveReference : IAnalyser
{
    private const ulong SubsetSeed = 2020;

    /// <summary>The score is at least 1, and made of float32: what differs by less than some of their steps does not differ.</summary>
    private const double Rounding = 1e-6;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("is") is not { Score: { } scored }
            || context.Reference.Statistics.Set is not { Probabilities: { RowCount: <= int.MaxValue } real } reference
            || context.Generated.Statistics.Set is not { Probabilities: { } made } generated
            || real.Columns != made.Columns)
        {
            yield break;
        }

        int count = (int)Math.Min(real.RowCount, made.RowCount);
        MetricScore? ofReference = ScoreOf(context, context.Reference.Source.Name, reference, count);
        MetricScore? ofGenerated = count == generated.Count ? scored : ScoreOf(context, context.Generated.Source.Name, generated, count);
        if (ScoreDifference.Between(ofReference, ofGenerated) is { IsSmall: false, Value: > Rounding })
        {
            yield return new Conclusion(
                "above-reference",
                ConclusionKind.Warning,
                "is",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The Inception Score of {count} images of '{context.Generated.Source.Name}' is {ofGenerated!.Value:G4} ± {ofGenerated.StandardError:G2}, above the {ofReference!.Value:G4} ± {ofReference.StandardError:G2} of as many real ones in '{context.Reference.Source.Name}': {context.Comparison.Model.Label} is surer of them, or sees their classes more evenly, than of what they imitate. That is no merit."));
        }
    }

    private static MetricScore? ScoreOf(AnalysisContext context, string name, FeatureSet set, int count)
    {
        (IMetric metric, MetricSettings settings) = context.Inputs.Metrics.First(chosen => chosen.Key.Descriptor.Id == "is");
        FeatureSet probabilities = set with { Features = null, FurtherLayers = new Dictionary<string, FeatureMatrix>() };
        SetStatistics statistics = SetStatistics.Of(
            name,
            count == set.Count ? probabilities : probabilities.Select([.. new Xoshiro256(SubsetSeed).Permutation((int)set.Count).Take(count).Order().Select(row => (long)row)]));
        try
        {
            return MetricComputation.Compute(metric, statistics, statistics, settings).Score;
        }
        catch (InputException)
        {
            // Fewer images than splits, or a reference without probabilities in the sense of the score, which does not look at it: there is nothing to compare with.
            return null;
        }
    }
}
