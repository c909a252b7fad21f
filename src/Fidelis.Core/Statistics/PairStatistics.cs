using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics;

/// <summary>What metrics may ask of a reference and a generated set together. Each answer is computed when it is first asked for, and kept.</summary>
internal sealed class PairStatistics
{
    private readonly SetStatistics reference;
    private readonly SetStatistics generated;
    private readonly Lazy<Matrix> factorProduct;
    private readonly Lazy<FrechetDistance> frechetDistance;
    private readonly Lazy<FrechetInfluence?> frechetInfluence;
    private readonly Dictionary<object, object> answers = [];
    private PairNeighbours? neighbours;

    /// <summary>Initializes the statistics of two sets, none of them computed yet.</summary>
    public PairStatistics(SetStatistics reference, SetStatistics generated)
    {
        this.reference = reference;
        this.generated = generated;
        factorProduct = new(() =>
        {
            Parallelism.Invoke(() => _ = reference.Factor, () => _ = generated.Factor);
            return reference.Factor.ProductWith(generated.Factor);
        });
        frechetDistance = new(() => FrechetDistance.Between(reference.Mean, reference.Factor, generated.Mean, generated.Factor, factorProduct.Value));
        frechetInfluence = new(() => reference.FrechetSample is { } first && generated.FrechetSample is { } second
            ? FrechetInfluence.Of(first, second, factorProduct.Value)
            : null);
    }

    /// <summary>Gets the Fréchet distance of the features.</summary>
    /// <exception cref="InputException">There are no features, fewer than two images, or a feature that is not finite.</exception>
    public FrechetDistance FrechetDistance => frechetDistance.Value;

    /// <summary>Gets how far each image moves that distance; <see langword="null"/> where one set is not known image by image.</summary>
    public FrechetInfluence? FrechetInfluence => frechetInfluence.Value;

    /// <summary>Factors the covariances of both sets and multiplies the factors, which the distance and its influences both need, on all cores.</summary>
    /// <exception cref="InputException">As for <see cref="FrechetDistance"/>.</exception>
    public void MultiplyFactors() => _ = factorProduct.Value;

    /// <summary>Finds the neighbours of the sets in themselves and in one another.</summary>
    /// <param name="depth">The neighbours in the own set that are needed, or as many as there are.</param>
    /// <exception cref="InputException">There are no features, they are of different layers, or one is not finite.</exception>
    public PairNeighbours Neighbours(int depth)
    {
        FeatureMatrix first = reference.Features;
        FeatureMatrix second = generated.Features;
        if (first.Columns != second.Columns)
        {
            throw new InputException(
                $"Neighbours need features of one layer, but '{reference.Name}' has {first.Columns} features and '{generated.Name}' {second.Columns}.");
        }

        NeighbourTable ofReference = reference.Neighbours(depth);
        NeighbourTable ofGenerated = generated.Neighbours(depth);
        if (neighbours is null || neighbours.Reference != ofReference || neighbours.Generated != ofGenerated)
        {
            neighbours = PairNeighbours.Of(first, ofReference, second, ofGenerated);
        }

        return neighbours;
    }

    /// <summary>Computes something that several metrics need of the pair, once for each set of options.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="options">The options, which are compared by value.</param>
    /// <param name="compute">Computes it.</param>
    public T Once<T>(object options, Func<T> compute)
        where T : class
    {
        if (!answers.TryGetValue(options, out object? answer))
        {
            answer = compute();
            answers.Add(options, answer);
        }

        return (T)answer;
    }
}
