using System.Globalization;
using Fidelis.Training;

namespace Fidelis.Reports.Csv;

/// <summary>The learning curves of a training: one row for each epoch.</summary>
public static class LearningCurvesCsv
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="epochs">The finished epochs.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, IEnumerable<TrainingEpoch> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        CsvText text = new(
            "epoch", "learning_rate", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "validation_balanced_accuracy", "images_per_second", "seconds");
        foreach (TrainingEpoch epoch in epochs)
        {
            text.Add(
            [
                epoch.Epoch.ToString(CultureInfo.InvariantCulture),
                .. new[]
                {
                    epoch.LearningRate, epoch.TrainLoss, epoch.TrainAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy,
                    epoch.ValidationBalancedAccuracy, epoch.ImagesPerSecond, epoch.Seconds,
                }.Select(value => CsvText.Number(value)),
            ]);
        }

        text.Write(path);
    }
}
