using Fidelis.Features;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics.Clusters;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics.Copying;

/// <summary>Cells of the feature space: the regions about the centres of clusters of training images.</summary>
internal sealed class CellPartition
{
    private const int Runs = 10;

    private readonly FeatureMatrix centres;

    private CellPartition(FeatureMatrix centres) => this.centres = centres;

    /// <summary>Clusters training images ten times and takes the clusters with the smallest sum of squared distances.</summary>
    /// <param name="training">The training images, at least as many as there are cells.</param>
    /// <param name="cells">The number of cells.</param>
    /// <param name="seed">The seed of the clusterings.</param>
    public static CellPartition Of(FeatureMatrix training, int cells, uint seed)
    {
        (CellPartition? best, double least) = (null, double.PositiveInfinity);
        for (int run = 0; run < Runs; run++)
        {
            int[] assignments = FeatureClusters.Of([training], cells, new Xoshiro256(seed).Split((ulong)run)).Assignments;
            CellPartition partition = new(Means(training, assignments, cells));
            double sum = 0;
            for (int i = 0; i < assignments.Length; i++)
            {
                sum += SquaredDistance.Of(training.Row(i), partition.centres.Row(assignments[i]));
            }

            (best, least) = sum < least ? (partition, sum) : (best, least);
        }

        return best!;
    }

    /// <summary>Finds the cell of every image: that of the nearest centre, the first of equals.</summary>
    public int[] CellsOf(FeatureMatrix images)
    {
        int[] cells = new int[images.RowCount];
        for (int i = 0; i < cells.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int cell = 0; cell < centres.RowCount; cell++)
            {
                double distance = SquaredDistance.Of(images.Row(i), centres.Row(cell));
                (cells[i], nearest) = distance < nearest ? (cell, distance) : (cells[i], nearest);
            }
        }

        return cells;
    }

    private static FeatureMatrix Means(FeatureMatrix training, int[] assignments, int cells)
    {
        double[] sums = new double[cells * training.Columns];
        int[] counts = new int[cells];
        for (int i = 0; i < assignments.Length; i++)
        {
            counts[assignments[i]]++;
            ReadOnlySpan<float> row = training.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                sums[(assignments[i] * training.Columns) + j] += row[j];
            }
        }

        return new FeatureMatrix(training.Columns, [.. sums.Select((sum, i) => (float)(sum / counts[i / training.Columns]))]);
    }
}
