using Fidelis.Features;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Clusters;

/// <summary>Clusters of feature vectors by k-means: seeds of k-means++, then Lloyd's iteration until no vector moves.</summary>
/// <remarks>
/// D. Arthur, S. Vassilvitskii, k-means++: The Advantages of Careful Seeding, 2007; S. P. Lloyd, Least squares quantization in PCM, 1982.
/// Products of vectors and centres are float32, centres are float64 means. A centre that loses all its vectors moves to the vector that lies
/// farthest from its own centre.
/// </remarks>
internal sealed class FeatureClusters
{
    /// <summary>Rows that are assigned at a time by one thread.</summary>
    private const int BlockRows = 512;

    /// <summary>Far more than k-means needs on features; what it has then is what is taken.</summary>
    private const int MostIterations = 300;

    private readonly FeatureMatrix[] parts;
    private readonly (FeatureMatrix Part, int First, int Count, int Index)[] blocks;
    private readonly double[] squaredNorms;
    private readonly double[] distances;
    private readonly int dimension;
    private readonly int clusters;

    private FeatureClusters(FeatureMatrix[] parts, int clusters)
    {
        this.parts = parts;
        this.clusters = clusters;
        dimension = parts[0].Columns;
        blocks = [.. Cut(parts)];
        int count = (int)parts.Sum(part => part.RowCount);
        squaredNorms = new double[count];
        distances = new double[count];
        Assignments = new int[count];
        Parallelism.For(blocks.Length, block =>
        {
            (FeatureMatrix part, int first, int rows, int index) = blocks[block];
            for (int i = 0; i < rows; i++)
            {
                squaredNorms[index + i] = SquaredNorm.Of(part.Row(first + i));
            }
        });
    }

    /// <summary>Gets the cluster of every vector, those of the first matrix before those of the second.</summary>
    public int[] Assignments { get; }

    /// <summary>Finds clusters in the rows of several matrices together.</summary>
    /// <param name="parts">Matrices of the same number of columns, with at least as many rows together as there are clusters.</param>
    /// <param name="clusters">The number of clusters.</param>
    /// <param name="random">Chooses the seeds.</param>
    public static FeatureClusters Of(FeatureMatrix[] parts, int clusters, Xoshiro256 random)
    {
        FeatureClusters found = new(parts, clusters);
        found.Iterate(found.Seeds(random));
        return found;
    }

    private static IEnumerable<(FeatureMatrix Part, int First, int Count, int Index)> Cut(FeatureMatrix[] parts)
    {
        int index = 0;
        foreach (FeatureMatrix part in parts)
        {
            for (int first = 0; first < part.RowCount; first += BlockRows)
            {
                int count = (int)Math.Min(BlockRows, part.RowCount - first);
                yield return (part, first, count, index);
                index += count;
            }
        }
    }

    /// <summary>Chooses each seed with a probability proportional to the squared distance to those before it.</summary>
    private float[] Seeds(Xoshiro256 random)
    {
        float[] seeds = new float[clusters * dimension];
        Array.Fill(distances, double.PositiveInfinity);
        for (int k = 0; k < clusters; k++)
        {
            int chosen = k == 0 ? random.NextInt32(distances.Length) : Choose(random.NextDouble() * distances.Sum());
            Row(chosen).CopyTo(seeds.AsSpan(k * dimension));
            float[] seed = seeds[(k * dimension)..((k + 1) * dimension)];
            double norm = SquaredNorm.Of(seed);
            Parallelism.For(blocks.Length, block =>
            {
                (FeatureMatrix part, int first, int rows, int index) = blocks[block];
                float[] products = Products(part, first, rows, seed, 1);
                for (int i = 0; i < rows; i++)
                {
                    distances[index + i] = Math.Min(distances[index + i], Math.Max(squaredNorms[index + i] + norm - (2.0 * products[i]), 0));
                }
            });
            distances[chosen] = 0;
        }

        return seeds;
    }

    private int Choose(double target)
    {
        double sum = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            sum += distances[i];
            if (sum > target)
            {
                return i;
            }
        }

        // All vectors are seeds already, or copies of them.
        return 0;
    }

    private void Iterate(float[] centres)
    {
        Array.Fill(Assignments, -1);
        for (int iteration = 0; iteration < MostIterations && Assign(centres); iteration++)
        {
            Move(centres);
        }
    }

    /// <summary>Gives each vector to its nearest centre, the first of equals; says whether any changed.</summary>
    private bool Assign(float[] centres)
    {
        double[] norms = [.. Enumerable.Range(0, clusters).Select(k => SquaredNorm.Of(centres.AsSpan(k * dimension, dimension)))];
        bool[] changed = new bool[blocks.Length];
        Parallelism.For(blocks.Length, block =>
        {
            (FeatureMatrix part, int first, int rows, int index) = blocks[block];
            float[] products = Products(part, first, rows, centres, clusters);
            for (int i = 0; i < rows; i++)
            {
                int nearest = 0;
                double least = double.PositiveInfinity;
                for (int k = 0; k < clusters; k++)
                {
                    double distance = norms[k] - (2.0 * products[(i * clusters) + k]);
                    (nearest, least) = distance < least ? (k, distance) : (nearest, least);
                }

                changed[block] |= Assignments[index + i] != nearest;
                Assignments[index + i] = nearest;
                distances[index + i] = squaredNorms[index + i] + least;
            }
        });
        return changed.Contains(true);
    }

    private void Move(float[] centres)
    {
        (double[] Sums, int[] Counts)[] ofBlocks = new (double[], int[])[blocks.Length];
        Parallelism.For(blocks.Length, block => ofBlocks[block] = Sum(block));
        double[] sums = new double[centres.Length];
        int[] counts = new int[clusters];
        foreach ((double[] blockSums, int[] blockCounts) in ofBlocks)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += blockSums[i];
            }

            for (int k = 0; k < clusters; k++)
            {
                counts[k] += blockCounts[k];
            }
        }

        for (int k = 0; k < clusters; k++)
        {
            if (counts[k] == 0)
            {
                int farthest = Array.IndexOf(distances, distances.Max());
                distances[farthest] = 0;
                Row(farthest).CopyTo(centres.AsSpan(k * dimension));
                continue;
            }

            for (int j = k * dimension; j < (k + 1) * dimension; j++)
            {
                centres[j] = (float)(sums[j] / counts[k]);
            }
        }
    }

    private (double[] Sums, int[] Counts) Sum(int block)
    {
        (FeatureMatrix part, int first, int rows, int index) = blocks[block];
        double[] sums = new double[clusters * dimension];
        int[] counts = new int[clusters];
        for (int i = 0; i < rows; i++)
        {
            int k = Assignments[index + i];
            counts[k]++;
            ReadOnlySpan<float> row = part.Row(first + i);
            Span<double> sum = sums.AsSpan(k * dimension, dimension);
            for (int j = 0; j < sum.Length; j++)
            {
                sum[j] += row[j];
            }
        }

        return (sums, counts);
    }

    private float[] Products(FeatureMatrix part, int first, int rows, float[] centres, int count)
    {
        float[] products = new float[rows * count];
        FloatProduct.Multiply(
            rows, count, dimension, part.Rows(first, rows, new float[rows * dimension]), transposeA: false, centres, transposeB: true, products);
        return products;
    }

    private ReadOnlySpan<float> Row(int index)
    {
        long left = index;
        foreach (FeatureMatrix part in parts)
        {
            if (left < part.RowCount)
            {
                return part.Row(left);
            }

            left -= part.RowCount;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }
}
