using System.Globalization;
using System.Text;
using Fidelis.Features;
using Fidelis.Networks.Weights;
using Fidelis.Training;

namespace Fidelis.Reports.Csv;

/// <summary>Writes what a classifier said about each image: one row per image, one column per class.</summary>
public static class PredictionCsv
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="set">Probabilities <c>[n, k]</c> with paths and labels.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, FeatureSet set)
    {
        string text = ToText(set);
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Makes the text of the file: comma-separated (RFC 4180), lines that end with a line feed, a header first.</summary>
    /// <param name="set">Probabilities <c>[n, k]</c> with paths and labels.</param>
    /// <returns>The text. Probabilities have the fewest digits that give the same float32 back.</returns>
    public static string ToText(FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureMatrix probabilities = set.Probabilities ?? throw new ArgumentException("Predictions need probabilities, but the set has none.", nameof(set));
        StringBuilder text = new();
        AppendRow(text, ["path", "class", "predicted", .. set.ClassNames.Select(name => "probability " + name)]);
        for (int i = 0; i < probabilities.RowCount; i++)
        {
            ReadOnlySpan<float> row = probabilities.Row(i);
            List<string> fields = [set.Paths[i], set.Labels[i] ?? string.Empty, set.ClassNames[ClassificationScores.MostProbable(row)]];
            foreach (float probability in row)
            {
                fields.Add(probability.ToString("R", CultureInfo.InvariantCulture));
            }

            AppendRow(text, fields);
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(CsvField.Of)).Append('\n');
}
