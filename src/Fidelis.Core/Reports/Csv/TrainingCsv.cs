using System.Globalization;
using Fidelis.Training;
using Fidelis.Training.Search;

namespace Fidelis.Reports.Csv;

/// <summary>Several trainings as comma-separated values: one row for each seed, or for each trial of a search at each rung.</summary>
public static class TrainingCsv
{
    /// <summary>Writes a series of seeds, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="outcomes">The outcome of each seed.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void WriteSeeds(string path, IEnumerable<TrainingOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        CsvText text = new("seed", "best_epoch", "validation_accuracy", "test_accuracy", "test_lower", "test_upper");
        foreach (TrainingOutcome outcome in outcomes)
        {
            text.Add(
                outcome.Seed.ToString(CultureInfo.InvariantCulture),
                Text(outcome.BestEpoch),
                CsvText.Number(outcome.Validation.Value),
                CsvText.Number(outcome.Test.Value),
                CsvText.Number(outcome.Test.Lower),
                CsvText.Number(outcome.Test.Upper));
        }

        text.Write(path);
    }

    /// <summary>Writes a search, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="result">The search.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void WriteSearch(string path, SearchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = new(
            "rung", "epochs", "trial", "learning_rate", "batch", "augmentation", "schedule", "validation_accuracy", "validation_balanced_accuracy", "validation_loss", "kept");
        foreach (SearchScore score in result.Scores)
        {
            text.Add(
                Text(score.Rung),
                Text(score.Epochs),
                Text(score.Trial.Number),
                CsvText.Number(score.Trial.LearningRate),
                Text(score.Trial.BatchSize),
                score.Trial.AugmentationText,
                score.Trial.Schedule,
                CsvText.Number(score.Best?.ValidationAccuracy),
                CsvText.Number(score.Best?.ValidationBalancedAccuracy),
                CsvText.Number(score.Best?.ValidationLoss),
                score.IsKept ? "yes" : "no");
        }

        text.Write(path);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
