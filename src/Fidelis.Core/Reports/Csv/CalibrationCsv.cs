using System.Globalization;
using Fidelis.Training;

namespace Fidelis.Reports.Csv;

/// <summary>The calibration of a classifier: one row for each bin of confidence.</summary>
public static class CalibrationCsv
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="calibration">The calibration.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        CsvText text = new("lower", "upper", "images", "mean_confidence", "accuracy", "accuracy_lower", "accuracy_upper");
        foreach (CalibrationBin bin in calibration.Bins)
        {
            text.Add(
                CsvText.Number(bin.Lower),
                CsvText.Number(bin.Upper),
                bin.Count.ToString(CultureInfo.InvariantCulture),
                CsvText.Number(bin.MeanConfidence),
                CsvText.Number(bin.Accuracy?.Value),
                CsvText.Number(bin.Accuracy?.Lower),
                CsvText.Number(bin.Accuracy?.Upper));
        }

        text.Write(path);
    }
}
