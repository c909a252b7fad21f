using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Writes the pictures of a classification into a folder.</summary>
public static class ClassificationPictures
{
    /// <summary>The file of the ROC curves.</summary>
    public const string RocCurvesFile = TrainingFolder.RocCurvesFile;

    /// <summary>The file of the confusion matrix.</summary>
    public const string ConfusionMatrixFile = TrainingFolder.ConfusionMatrixFile;

    /// <summary>The file of the calibration.</summary>
    public const string ReliabilityFile = TrainingFolder.ReliabilityFile;

    /// <summary>Writes the ROC curves, the confusion matrix and the calibration.</summary>
    /// <param name="folder">The folder, which is made where it is missing.</param>
    /// <param name="subject">Which model on which images, for the titles: <c>biocnn-1 on test</c>.</param>
    /// <param name="scores">The scores.</param>
    /// <exception cref="Numerics.Errors.InputException">A file cannot be written.</exception>
    public static void Write(string folder, string subject, ClassificationScores scores)
    {
        PictureFile.Write(Path.Combine(folder, RocCurvesFile), RocCurvesPicture.Draw($"ROC of {subject}", scores));
        PictureFile.Write(Path.Combine(folder, ConfusionMatrixFile), ConfusionMatrixPicture.Draw($"Confusion matrix of {subject}", scores));
        PictureFile.Write(Path.Combine(folder, ReliabilityFile), ReliabilityPicture.Draw($"Calibration of {subject}", scores.Calibration));
    }
}
