using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Sensitivity;

namespace Fidelis.Reports.Csv;

/// <summary>Experiments as comma-separated values: one row for each metric of each step.</summary>
public static class SensitivityCsv
{
    /// <summary>Writes the rows, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, SensitivityResult result) => Rows(result).Write(path);

    /// <summary>Makes the text of the file, with a header.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Lines that end with a line feed.</returns>
    public static string ToText(SensitivityResult result) => Rows(result).ToString();

    private static CsvText Rows(SensitivityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = new(
            "experiment", "model", "generated", "trial", "step", "position", "facts", "layer", "pooling", "protocol", "metric", "value", "standard_error", "interval_lower",
            "interval_upper", "interval_method", "repeats", "std", "single_error", "floor", "floor_method", "ratio", "n_reference", "n_generated", "error");
        foreach (ExperimentResult experiment in result.Experiments)
        {
            foreach (ExperimentSeries series in experiment.Series)
            {
                foreach (ExperimentStep step in series.Steps)
                {
                    foreach (MetricResult metric in step.Metrics)
                    {
                        text.Add(
                            [
                                experiment.Experiment.Id,
                                series.Model,
                                series.Generated is { } index ? result.Generated[index].Source : "",
                                series.Trial,
                                step.Label,
                                CsvText.Number(step.Position),
                                string.Join(' ', step.Facts.Select(fact => $"{fact.Key}={fact.Value}")),
                                step.Model.Layer ?? "",
                                step.Model.Pooling ?? "",
                                step.Protocol.Hash,
                                metric.Id,
                                .. OfScore(metric.Score),
                                Count(metric.ReferenceCount),
                                Count(metric.GeneratedCount),
                                metric.Error ?? "",
                            ]);
                    }
                }
            }
        }

        return text;
    }

    private static string[] OfScore(MetricScore? score) =>
    [
        CsvText.Number(score?.Value),
        CsvText.Number(score?.StandardError),
        CsvText.Number(score?.Interval?.Lower),
        CsvText.Number(score?.Interval?.Upper),
        score?.IntervalMethod ?? "",
        Detail(score, RepeatedScore.Repeats),
        Detail(score, RepeatedScore.Deviation),
        Detail(score, RepeatedScore.SingleError),
        CsvText.Number(score?.Floor),
        score?.FloorMethod ?? "",
        Detail(score, RepeatedScore.FloorRatio),
    ];

    private static string Detail(MetricScore? score, string name) => score?.Details.TryGetValue(name, out double value) == true ? CsvText.Number(value) : "";

    private static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";
}
