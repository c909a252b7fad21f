using System.Globalization;
using System.Text;
using Fidelis.Evaluation;
using Fidelis.Networks.Weights;

namespace Fidelis.Reports.Csv;

/// <summary>An evaluation as comma-separated values (RFC 4180): one row for each metric of each comparison, and of each of its classes.</summary>
public static class EvaluationCsv
{
    private const string Header =
        "reference,generated,model,layer,pooling,protocol,metric,class,value,standard_error,interval_lower,interval_upper,interval_method,std,floor,floor_method,ratio,n_reference,n_generated,options,seconds,error";

    /// <summary>Writes the rows, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, RunResult result)
    {
        string text = ToText(result);
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Makes the text of the file, with a header.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Lines that end with a line feed; numbers with a point, in the fewest digits that give them back.</returns>
    public static string ToText(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        StringBuilder text = new(Header + "\n");
        foreach (Comparison comparison in result.Comparisons)
        {
            foreach (MetricResult metric in comparison.Metrics.Concat(comparison.ClassMetrics))
            {
                string[] fields =
                [
                    result.Reference.Source,
                    result.Generated[comparison.Generated].Source,
                    comparison.Model.Id ?? "",
                    metric.Layer ?? comparison.Model.Layer ?? "",
                    metric.Pooling ?? comparison.Model.Pooling ?? "",
                    comparison.Protocol.Hash,
                    metric.Id,
                    metric.Class ?? "",
                    Text(metric.Score?.Value),
                    Text(metric.Score?.StandardError),
                    Text(metric.Score?.Interval?.Lower),
                    Text(metric.Score?.Interval?.Upper),
                    metric.Score?.IntervalMethod ?? "",
                    Text(Detail(metric, "std")),
                    Text(metric.Score?.Floor),
                    metric.Score?.FloorMethod ?? "",
                    Text(Detail(metric, "floorRatio")),
                    Text(metric.ReferenceCount),
                    Text(metric.GeneratedCount),
                    string.Join(' ', metric.Options.Select(option => $"{option.Key}={option.Value}")),
                    metric.Seconds.ToString("0.######", CultureInfo.InvariantCulture),
                    metric.Error ?? "",
                ];
                text.AppendJoin(',', fields.Select(CsvField.Of)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static double? Detail(MetricResult metric, string name) =>
        metric.Score?.Details.TryGetValue(name, out double value) == true ? value : null;

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
