using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Reports.Npz;

/// <summary>
/// The values of single images in an evaluation as arrays: <c>realism_0</c> for the metric <c>realism</c> in the first comparison, in float64,
/// <c>[n]</c>, and <c>paths_0</c>, the images of that comparison.
/// </summary>
public static class EvaluationValues
{
    /// <summary>Writes the arrays beside a run file, whole or not at all; nothing where no metric has a value for each image.</summary>
    /// <param name="runPath">The run file.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string runPath, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        (int Comparison, MetricResult Metric)[] values = [.. result.WithImageValues];
        if (values.Length == 0)
        {
            return;
        }

        ImageValues.Write(runPath, writer =>
        {
            foreach (int comparison in values.Select(value => value.Comparison).Distinct())
            {
                writer.AddTexts(Key("paths", comparison), result.GeneratedPaths[result.Comparisons[comparison].Generated]);
            }

            foreach ((int comparison, MetricResult metric) in values)
            {
                writer.Add(Key(metric.Id, comparison), NpyArray.From([.. metric.ImageValues!], metric.ImageValues!.Count));
            }
        });
    }

    private static string Key(string name, int comparison) => string.Create(CultureInfo.InvariantCulture, $"{name}_{comparison}");
}
