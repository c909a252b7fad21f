using Fidelis.Reports.Csv;
using Fidelis.Reports.Markdown;
using Fidelis.Reports.Svg;
using Fidelis.Training;

namespace Fidelis.Reports;

/// <summary>Writes what is to be seen and read of a training beside its weights.</summary>
public static class TrainingReports
{
    /// <summary>
    /// Writes the learning curves and, of a finished training, curves, confusion matrix, calibration and predictions of the test images,
    /// and the model card.
    /// </summary>
    /// <param name="result">The training, with at least one epoch.</param>
    /// <param name="command">The command line that made it, without the name of the program; empty where there was none.</param>
    /// <exception cref="Numerics.Errors.InputException">A file cannot be written.</exception>
    public static void Write(TrainingResult result, IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(result);
        TrainingFolder folder = result.Folder;
        string data = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.Data.Description)));
        PictureFile.Write(
            folder.PathOf(TrainingFolder.LearningCurvesFile),
            LearningCurvesPicture.Draw($"Training of {result.Architecture} on {data}", result.Epochs, result.BestEpoch));
        LearningCurvesCsv.Write(folder.PathOf(TrainingFolder.LearningCurvesTable), result.Epochs);
        if (result.Test is not { } test)
        {
            return;
        }

        ClassificationPictures.Write(result.Options.OutputFolder, $"{result.Architecture} on the test images of {data}", test);
        RocCurvesCsv.Write(folder.PathOf(TrainingFolder.RocCurvesTable), test);
        CalibrationCsv.Write(folder.PathOf(TrainingFolder.ReliabilityTable), test.Calibration);
        PredictionCsv.Write(folder.PathOf(TrainingFolder.PredictionsTable), result);
        ModelCard.Write(folder.PathOf(TrainingFolder.ModelCardFile), result, command);
    }
}
