using System.Globalization;
using Fidelis.Training;
using Fidelis.Training.Search;

namespace Fidelis.Reports.Console;

/// <summary>Several trainings side by side as they are printed.</summary>
public static class TrainingTables
{
    private const string Absent = "-";

    /// <summary>Makes the table of a series of seeds.</summary>
    /// <param name="outcomes">The outcome of each seed, at least one.</param>
    /// <returns>A row for each seed, then mean and standard deviation (denominator n - 1) with the number of seeds.</returns>
    public static TextTable Seeds(IReadOnlyList<TrainingOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new TextTable(
            [new("seed", false), new("best epoch", true), new("validation accuracy", true), new("test accuracy", true), new("95 % interval", true)],
            [
                .. outcomes.Select(outcome => (string[])
                [
                    Text(outcome.Seed), Text((ulong)outcome.BestEpoch), Share(outcome.Validation.Value), Share(outcome.Test.Value),
                    $"{Share(outcome.Test.Lower)} to {Share(outcome.Test.Upper)}",
                ]),
                (string[])
                [
                    $"mean +- deviation (n = {Text((ulong)outcomes.Count)})", string.Empty, Spread(outcomes.Select(outcome => outcome.Validation.Value)),
                    Spread(outcomes.Select(outcome => outcome.Test.Value)), string.Empty,
                ],
            ]);
    }

    /// <summary>Makes the table of a search.</summary>
    /// <param name="result">The search.</param>
    /// <returns>A row for each trial at each rung, the best of a rung first.</returns>
    public static TextTable Search(SearchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new TextTable(
            [
                new("rung", true), new("epochs", true), new("trial", true), new("learning rate", true), new("batch", true), new("augmentation", false),
                new("schedule", false), new("validation accuracy", true), new("loss", true), new("goes on", false),
            ],
            [
                .. result.Scores.Select(score => (string[])
                [
                    Text((ulong)score.Rung), Text((ulong)score.Epochs), Text((ulong)score.Trial.Number),
                    score.Trial.LearningRate.ToString(CultureInfo.InvariantCulture), Text((ulong)score.Trial.BatchSize), score.Trial.AugmentationText,
                    score.Trial.Schedule, score.Best is { } best ? Share(best.ValidationAccuracy) : "diverged",
                    score.Best?.ValidationLoss.ToString("F4", CultureInfo.InvariantCulture) ?? Absent, score.IsKept ? "yes" : "no",
                ]),
            ]);
    }

    private static string Spread(IEnumerable<double> values)
    {
        (double mean, double? deviation) = TrainingSeries.Summarise(values);
        return deviation is { } d ? $"{Share(mean)} +- {Share(d)}" : Share(mean);
    }

    private static string Share(double value) => value.ToString("P2", CultureInfo.InvariantCulture);

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
