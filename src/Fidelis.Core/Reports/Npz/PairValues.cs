using Fidelis.Evaluation.Pairs;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Reports.Npz;

/// <summary>
/// The values of all pairs as an <c>.npz</c> file beside the run file: <c>reference</c> and <c>generated</c> (unicode paths <c>[n]</c>), <c>size</c>
/// (int64 <c>[n, 2]</c>, columns and rows), <c>labels</c> (unicode <c>[n]</c>) where there are classes, and one float64 array <c>[n]</c> by the id of each metric.
/// </summary>
public static class PairValues
{
    /// <summary>Writes the file that belongs to a run file, whole or not at all. Equal results give equal files.</summary>
    /// <param name="runPath">The run file.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string runPath, PairResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        int n = result.Pairs.Count;
        ImageValues.Write(runPath, writer =>
        {
            writer.AddTexts("reference", [.. result.Pairs.Select(pair => pair.Reference)]);
            writer.AddTexts("generated", [.. result.Pairs.Select(pair => pair.Generated)]);
            writer.Add("size", NpyArray.From([.. result.Pairs.SelectMany(pair => (long[])[pair.Width, pair.Height])], n, 2));
            if (result.Pairs.Any(pair => pair.ClassName is not null))
            {
                writer.AddTexts("labels", [.. result.Pairs.Select(pair => pair.ClassName ?? "")]);
            }

            foreach (PairMetricResult metric in result.Metrics)
            {
                writer.Add(metric.Summary.Id, NpyArray.From([.. metric.Values], n));
            }
        });
    }
}
