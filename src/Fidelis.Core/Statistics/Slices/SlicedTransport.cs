using Fidelis.Features;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Slices;

/// <summary>The mean over random directions of the squared 2-Wasserstein distance of two sets, each projected onto the direction.</summary>
/// <remarks>N. Bonneel et al., Sliced and Radon Wasserstein Barycenters of Measures, 2015, eq. 8, by random directions from the unit sphere.</remarks>
/// <param name="Value">The mean of the squared distances.</param>
/// <param name="StandardError">Its standard error over new images in these directions, from the potential of every image.</param>
/// <param name="DirectionError">The standard error that other directions would make, which more of them would take away.</param>
internal sealed record SlicedTransport(double Value, double StandardError, double DirectionError)
{
    /// <summary>Values of projections and potentials that are held at a time: 64 MiB.</summary>
    private const int HeldValues = 1 << 23;

    private const int MostDirectionsAtATime = 64;

    /// <summary>Computes it.</summary>
    /// <param name="pair">The sets, at least two images each.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="seed">The seed of the directions.</param>
    public static SlicedTransport Of(FeaturePair pair, int directions, uint seed)
    {
        Xoshiro256 random = new(seed);
        int n1 = (int)pair.Reference.RowCount;
        int n2 = (int)pair.Generated.RowCount;
        int batch = Math.Clamp(HeldValues / (n1 + n2), 1, MostDirectionsAtATime);
        double[] values = new double[directions];
        double[] referencePotentials = new double[n1];
        double[] generatedPotentials = new double[n2];
        for (int first = 0; first < directions; first += batch)
        {
            int count = Math.Min(batch, directions - first);
            float[] units = Directions(random, count, pair.Reference.Columns);
            float[] reference = Project(pair.Reference, units, count);
            float[] generated = Project(pair.Generated, units, count);
            QuantileTransport[] transports = new QuantileTransport[count];
            Parallelism.For(count, k => transports[k] = QuantileTransport.Of(reference.AsSpan(k * n1, n1), generated.AsSpan(k * n2, n2)));
            for (int k = 0; k < count; k++)
            {
                values[first + k] = transports[k].Value;
                Add(transports[k].Left, referencePotentials, directions);
                Add(transports[k].Right, generatedPotentials, directions);
            }
        }

        return new SlicedTransport(
            values.Average(),
            Math.Sqrt(InfluenceVariance.OfMean(referencePotentials) + InfluenceVariance.OfMean(generatedPotentials)),
            directions == 1 ? 0 : Math.Sqrt(InfluenceVariance.OfMean(values)));
    }

    private static float[] Directions(Xoshiro256 random, int count, int dimension)
    {
        float[] units = new float[count * dimension];
        double[] direction = new double[dimension];
        for (int k = 0; k < count; k++)
        {
            double squares = 0;
            for (int j = 0; j < dimension; j++)
            {
                direction[j] = random.NextGaussian();
                squares += direction[j] * direction[j];
            }

            for (int j = 0; j < dimension; j++)
            {
                units[(k * dimension) + j] = (float)(direction[j] / Math.Sqrt(squares));
            }
        }

        return units;
    }

    /// <summary>Computes the projections <c>[count, n]</c>.</summary>
    private static float[] Project(FeatureMatrix features, float[] units, int count)
    {
        const int BlockRows = 1024;
        int n = (int)features.RowCount;
        float[] projections = new float[count * n];
        float[] buffer = new float[Math.Min(BlockRows, n) * features.Columns];
        float[] block = new float[Math.Min(BlockRows, n) * count];
        for (int first = 0; first < n; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, n - first);
            Span<float> products = block.AsSpan(0, rows * count);
            FloatProduct.Multiply(rows, count, features.Columns, features.Rows(first, rows, buffer), transposeA: false, units, transposeB: true, products);
            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < count; k++)
                {
                    projections[(k * n) + first + i] = products[(i * count) + k];
                }
            }
        }

        return projections;
    }

    private static void Add(double[] terms, double[] sums, int divisor)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += terms[i] / divisor;
        }
    }
}
