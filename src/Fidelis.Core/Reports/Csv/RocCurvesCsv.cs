using Fidelis.Training;

namespace Fidelis.Reports.Csv;

/// <summary>The ROC curves of a classifier: one row for each distinct score of each class.</summary>
public static class RocCurvesCsv
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="scores">The scores whose curves are written; a class without a curve has no row.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        CsvText text = new("class", "threshold", "false_positive_rate", "true_positive_rate");
        foreach (ClassScores ofClass in scores.Classes)
        {
            foreach (RocPoint point in ofClass.Roc?.Points ?? [])
            {
                text.Add(
                    ofClass.Name, CsvText.Number(point.Threshold), CsvText.Number(ofClass.Roc!.FalsePositiveRate(point)), CsvText.Number(ofClass.Roc.TruePositiveRate(point)));
            }
        }

        text.Write(path);
    }
}
