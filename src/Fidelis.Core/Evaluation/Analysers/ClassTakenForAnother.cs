using System.Globalization;
using Fidelis.Numerics.Distributions;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where images of a class are taken for one other class more often than for their own, by more than chance.</summary>
internal sealed class ClassTakenForAnother : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        from metric in context.Comparison.Metrics
        where metric.Score?.Confusion is not null
        let confusion = metric.Score!.Confusion!
        from label in Enumerable.Range(0, confusion.Classes.Count)
        let other = Enumerable.Range(0, confusion.Classes.Count).MaxBy(taken => confusion.Counts[label, taken])
        where confusion.Counts[label, other] > 0

        // Of few images a majority says little: 1 of 1 may be 1 of 5.
        where BinomialInterval.Wilson(confusion.Counts[label, other], confusion.Counts[label, other] + confusion.Counts[label, label]).Lower > 0.5
        where other != label
        select Describe(context, metric.Id, confusion, label, other);

    private static Conclusion Describe(AnalysisContext context, string id, ClassConfusion confusion, int label, int other) => new(
        "class-taken-for-another",
        ConclusionKind.Warning,
        id,
        string.Create(
            CultureInfo.InvariantCulture,
            $"By {id} of '{context.Generated.Source.Name}' ({context.Comparison.Model.Label}), images of class {confusion.Classes[label]} are taken for {confusion.Classes[other]} more often than for their own: {confusion.Counts[label, other]} of {confusion.Counts.Support(label)}, and {confusion.Counts[label, label]} for what they should be. Look at images of both classes before trusting scores by class."));
}
