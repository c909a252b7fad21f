using Fidelis.Features;

namespace Fidelis.Tests.Statistics.Neighbours;

/// <summary>Sets of points that are hard on nearest neighbours in one way each.</summary>
internal static class PointSets
{
    public static TheoryData<string> Kinds => ["normal", "offset", "far-point", "ties", "duplicates", "tiny", "huge", "mixed-scales", "zero", "one-hot"];

    public static FeatureMatrix Draw(string kind, int seed, int count, int dimension)
    {
        Random random = new(seed);
        float[] values = new float[count * dimension];
        for (int i = 0; i < values.Length; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            int row = i / dimension;
            values[i] = (float)(kind switch
            {
                // In float32 the products of these lose every digit of the distance.
                "offset" => 1e4 + (1e-3 * normal),
                "far-point" => row == count / 2 ? 1e6 : normal,
                "ties" => random.Next(2),
                "duplicates" => ((row % 7) + (i % dimension)) * 0.37,
                "tiny" => 1e-20 * normal,
                "huge" => 1e15 * normal,
                "mixed-scales" => row % 3 == 0 ? 1e-30 * normal : row % 3 == 1 ? normal : 1e30 * normal,
                "zero" => 0,
                "one-hot" => row % dimension == i % dimension ? 1 : 0,
                _ => normal,
            });
        }

        return new FeatureMatrix(dimension, values);
    }

    /// <summary>The squared distances of all pairs in float64, by the plainest loop.</summary>
    public static double[,] Distances(FeatureMatrix rows, FeatureMatrix columns)
    {
        double[,] distances = new double[rows.RowCount, columns.RowCount];
        for (int i = 0; i < rows.RowCount; i++)
        {
            for (int j = 0; j < columns.RowCount; j++)
            {
                for (int k = 0; k < rows.Columns; k++)
                {
                    double difference = (double)rows.Row(i)[k] - columns.Row(j)[k];
                    distances[i, j] += difference * difference;
                }
            }
        }

        return distances;
    }
}
