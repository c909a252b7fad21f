using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Statistics;

namespace Fidelis.Tests.Metrics;

/// <summary>Small sets with features and probabilities, as a classifier of three classes would make them.</summary>
internal static class SampleSets
{
    public const int Classes = 3;

    private static readonly string[] ClassNames = ["a", "b", "c"];

    /// <summary>
    /// Draws a set: clustered, rectified features and confident probabilities. The defect moves features away and makes probabilities
    /// uncertain and lopsided: nothing at 0.
    /// </summary>
    public static FeatureSet Draw(int seed, int count, int dimension, double defect = 0)
    {
        Random random = new(seed);
        float[] features = new float[count * dimension];
        float[] probabilities = new float[count * Classes];
        for (int i = 0; i < count; i++)
        {
            int label = i % Classes;
            for (int j = 0; j < dimension; j++)
            {
                double value = Math.Max(0, (j % Classes == label ? 2 : 0.5) + random.NextDouble() + random.NextDouble() - 1);
                features[(i * dimension) + j] = (float)(value + defect + (defect * random.NextDouble()));
            }

            double[] scores = [.. Enumerable.Range(0, Classes).Select(k => Math.Exp((k == label ? 4 : 0) + random.NextDouble()))];
            double sum = scores.Sum();
            for (int k = 0; k < Classes; k++)
            {
                double uncertain = k == 0 ? 0.6 : 0.4 / (Classes - 1);
                double share = Math.Min(defect, 1);
                probabilities[(i * Classes) + k] = (float)(((1 - share) * scores[k] / sum) + (share * uncertain));
            }
        }

        return new FeatureSet(
            new FeatureMatrix(dimension, features),
            new FeatureMatrix(Classes, probabilities),
            [.. Enumerable.Range(0, count).Select(i => $"{i:0000}.png")],
            [.. Enumerable.Range(0, count).Select(i => ClassNames[i % Classes])],
            "a protocol",
            "hash",
            ClassNames);
    }

    public static SetStatistics Of(FeatureSet set, string name = "set") => SetStatistics.Of(name, set);

    /// <summary>Scores by a metric of sets, or by the summary of one of images.</summary>
    /// <remarks>A metric that has a layer of its own is given the sets as those of that layer.</remarks>
    public static MetricScore Score(string id, SetStatistics reference, SetStatistics generated, MetricSettings? settings = null) =>
        MetricCatalog.Find(id) is ISetMetric { Descriptor.Layer: not null } ofLayer
            ? ofLayer.Compute(reference, generated, settings ?? MetricSettings.Default)
            : MetricComputation.Compute(MetricCatalog.Find(id)!, reference, generated, settings ?? MetricSettings.Default).Score;

    /// <summary>Copies a matrix into chunks of another size.</summary>
    public static FeatureMatrix Rechunk(FeatureMatrix matrix, int rowsPerChunk)
    {
        FeatureMatrixBuilder builder = new(matrix.Columns, rowsPerChunk * matrix.Columns);
        for (long i = 0; i < matrix.RowCount; i++)
        {
            builder.Append(matrix.Row(i));
        }

        return builder.Build();
    }
}
