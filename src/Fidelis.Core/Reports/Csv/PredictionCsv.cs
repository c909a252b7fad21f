using System.Globalization;
using Fidelis.Features;
using Fidelis.Statistics;
using Fidelis.Training;

namespace Fidelis.Reports.Csv;

/// <summary>What a classifier said about each image: one row per image, one column per class.</summary>
public static class PredictionCsv
{
    /// <summary>Writes what was said about a set, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="set">Probabilities <c>[n, k]</c> with paths and labels.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, FeatureSet set) => Of(set).Write(path);

    /// <summary>Writes what the best weights of a finished training said about the test images, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="result">The training.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = Header(result.Data.Classes);
        float[] probabilities = [.. result.TestProbabilities];
        int classCount = result.Data.Classes.Count;
        for (int i = 0; i < result.Data.Test.Count; i++)
        {
            LabeledImage image = result.Data.Test[i];
            text.Add(Row(image.Entry.Path, result.Data.Classes[image.Label], result.Data.Classes, probabilities.AsSpan(i * classCount, classCount)));
        }

        text.Write(path);
    }

    /// <summary>Makes the text of the file.</summary>
    /// <param name="set">Probabilities <c>[n, k]</c> with paths and labels.</param>
    /// <returns>The text. Probabilities have the fewest digits that give the same float32 back.</returns>
    public static string ToText(FeatureSet set) => Of(set).ToString();

    private static CsvText Of(FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureMatrix probabilities = set.Probabilities ?? throw new ArgumentException("Predictions need probabilities, but the set has none.", nameof(set));
        CsvText text = Header(set.ClassNames);
        for (int i = 0; i < probabilities.RowCount; i++)
        {
            text.Add(Row(set.Paths[i], set.Labels[i] ?? string.Empty, set.ClassNames, probabilities.Row(i)));
        }

        return text;
    }

    private static CsvText Header(IReadOnlyList<string> classes) => new(["path", "class", "predicted", .. classes.Select(name => "probability " + name)]);

    private static List<string> Row(string path, string label, IReadOnlyList<string> classes, ReadOnlySpan<float> probabilities)
    {
        List<string> fields = [path, label, classes[ClassPrediction.Of(probabilities)]];
        foreach (float probability in probabilities)
        {
            fields.Add(probability.ToString("R", CultureInfo.InvariantCulture));
        }

        return fields;
    }
}
