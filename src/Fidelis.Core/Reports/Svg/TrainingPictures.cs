using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Writes the pictures of a training beside its weights.</summary>
public static class TrainingPictures
{
    /// <summary>Writes the learning curves and, of a finished training, the ROC curves and the confusion matrix of the test images.</summary>
    /// <param name="result">The training, with at least one epoch.</param>
    /// <exception cref="Numerics.Errors.InputException">A file cannot be written.</exception>
    public static void Write(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string data = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.Data.Description)));
        PictureFile.Write(
            result.Folder.PathOf(TrainingFolder.LearningCurvesFile),
            LearningCurvesPicture.Draw($"Training of {result.Architecture} on {data}", result.Epochs, result.BestEpoch));
        if (result.Test is { } test)
        {
            ClassificationPictures.Write(result.Options.OutputFolder, $"{result.Architecture} on the test images of {data}", test);
        }
    }
}
