using Fidelis.Features;
using Fidelis.Statistics.Kernels;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Benchmarks.Suites;

/// <summary>What grows with the square of the number of images: squared distances, nearest neighbours, and sums of kernels.</summary>
public class Pairs : KernelSuite
{
    private const int Count = 4096;
    private const int Dimension = 2048;
    private const int Neighbours = 5;

    // A product for each pair.
    private const double Across = 2.0 * Count * Count * Dimension;

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
        from registers in RegisterSet.Tiers
        from kernel in new[]
        {
            Of("squared distances across two sets", Across, registers, Distances),
            Of("nearest neighbours within a set", Across / 2, registers, Nearby),
            Of("cubic kernel over two sets", 2 * Across, registers, Sums),
        }
        select kernel;

    private static Kernel Of(string name, double operations, RegisterSet registers, Func<Action> prepare) =>
        new(name, $"{Count:N0} images, {Dimension:N0} features", new Work(operations, 2.0 * sizeof(float) * Count * Dimension, NumberFormat.Float32), registers, prepare);

    private static Action Distances()
    {
        EuclideanMeasure measure = new(Features(), Features());
        return () => DistanceTiles.Run(measure, _ => { });
    }

    private static Action Nearby()
    {
        FeatureMatrix features = Features();
        return () => Nearest.Within(features, Neighbours);
    }

    private static Action Sums()
    {
        FeatureMatrix reference = Features();
        FeatureMatrix generated = Features();
        PolynomialKernel kernel = new(3, 1.0 / Dimension, 1);
        return () => KernelSummation.Of(reference, generated, kernel);
    }

    private static FeatureMatrix Features() => new(Dimension, Operands.Singles(Count * Dimension));
}
