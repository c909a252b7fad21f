using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Writes the pictures of a training beside its weights.</summary>
public static class TrainingPictures
{
    /// <summary>The file of the learning curves.</summary>
    public const string LearningCurvesFile = "learning-curves.svg";

    /// <summary>
    /// Writes the learning curves and the ROC curves and the confusion matrix of the test images. Of a training that was interrupted, the
    /// last two do not exist: files of their names are deleted.
    /// </summary>
    /// <param name="result">The training, with at least one epoch.</param>
    /// <exception cref="Numerics.Errors.InputException">A file cannot be written.</exception>
    public static void Write(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string folder = result.Options.OutputFolder;
        string data = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.Data.Description)));
        PictureFile.Write(
            Path.Combine(folder, LearningCurvesFile),
            LearningCurvesPicture.Draw($"Training of {result.Architecture} on {data}", result.Epochs, result.BestEpoch));
        if (result.Test is { } test)
        {
            ClassificationPictures.Write(folder, $"{result.Architecture} on the test images of {data}", test);
        }
        else
        {
            // Those of an earlier training in the same folder would be taken for this one's.
            File.Delete(Path.Combine(folder, ClassificationPictures.RocCurvesFile));
            File.Delete(Path.Combine(folder, ClassificationPictures.ConfusionMatrixFile));
        }
    }
}
