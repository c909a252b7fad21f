using System.Runtime.CompilerServices;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics;

/// <summary>What metrics may ask of one set of images. Each answer is computed when it is first asked for, and kept.</summary>
/// <remarks>The reference is asked once however many generated sets it is compared with.</remarks>
public sealed class SetStatistics
{
    /// <summary>The neighbours that five of them need for their errors serve the usual options of all metrics by one search.</summary>
    private static readonly int UsualDepth = SubsetPairs.DepthFor(5);

    private readonly FeatureStatistics? fromFile;
    private readonly Lazy<double[]> mean;
    private readonly Lazy<CovarianceFactor> factor;
    private readonly Lazy<double> floorCoefficient;
    private readonly Lazy<IReadOnlyList<string>> classes;
    private readonly Lazy<Repetition?> repetition;
    private readonly Dictionary<string, SetStatistics> byClass = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SetStatistics> byLayer = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<SetStatistics, PairStatistics> pairs = [];
    private readonly Dictionary<double, FeatureDiversity> diversities = [];
    private NeighbourTable? neighbours;

    private SetStatistics(string name, FeatureSet? set, FeatureStatistics? statistics)
    {
        Name = name;
        Set = set;
        fromFile = statistics;
        mean = new(() => Named(() => fromFile?.Mean ?? SampleMoments.Mean(Samples)));
        factor = new(() => Named(() => fromFile is null ? CovarianceFactor.FromSample(Samples, Mean) : CovarianceFactor.FromCovariance(fromFile.Covariance)));
        floorCoefficient = new(() => fromFile is null
            ? FrechetFloor.ExtrapolatedCoefficient(Samples, Mean, Factor)
            : FrechetFloor.GaussianCoefficient(Factor.Spectrum));
        classes = new(() => Set?.FindClasses() ?? []);
        repetition = new(() => Set?.Features is { RowCount: <= int.MaxValue } features ? Fidelis.Features.Repetition.Of(FeatureRow.AllOf(features)) : null);
    }

    /// <summary>Gets the set as the user named it, for messages.</summary>
    public string Name { get; }

    /// <summary>Gets features, probabilities and paths, or <see langword="null"/> where only statistics are known.</summary>
    public FeatureSet? Set { get; }

    /// <summary>
    /// Gets real images that the generator was not trained on, where this set holds those that it was; <see langword="null"/> where they are not known.
    /// </summary>
    public SetStatistics? HeldOut { get; private init; }

    /// <summary>Gets a value indicating whether floors of scores against this set are predicted; not against a part of a set by which they are measured.</summary>
    internal bool PredictsFloor { get; private init; } = true;

    /// <summary>Gets the number of images, or <see langword="null"/> where a statistics file does not say it.</summary>
    public long? Count => Set?.Count ?? fromFile?.Count;

    /// <summary>Gets the number of features, or <see langword="null"/> where there are probabilities alone.</summary>
    public int? FeatureCount => Set is null ? fromFile!.Dimension : Set.Features?.Columns;

    /// <summary>Gets the features <c>[n, d]</c>, image by image.</summary>
    /// <exception cref="InputException">There are statistics or class probabilities alone.</exception>
    public FeatureMatrix Features => Set is null
        ? throw new InputException($"'{Name}' holds statistics of all images together, but this metric needs the features of each: score images or a features file.")
        : Set.Features ?? throw new InputException($"'{Name}' has class probabilities alone, but this metric needs features: score images, or a features file that holds 'features'.");

    /// <summary>Gets the class probabilities <c>[n, k]</c>.</summary>
    /// <exception cref="InputException">There are none.</exception>
    public FeatureMatrix Probabilities => Set?.Probabilities
        ?? throw new InputException($"'{Name}' has no class probabilities: score images with a classifier, or a features file that holds 'probabilities'.");

    /// <summary>Gets the classes of the images in ordinal order; empty where no image has one, or where only statistics are known.</summary>
    public IReadOnlyList<string> Classes => classes.Value;

    /// <summary>Gets the mean <c>[d]</c> of the features, of which there must be a covariance too.</summary>
    /// <exception cref="InputException">There are no features, fewer than two images, or a feature that is not finite.</exception>
    public double[] Mean => mean.Value;

    /// <summary>Gets the factor of the covariance of the features.</summary>
    /// <exception cref="InputException">As for <see cref="Mean"/>.</exception>
    public CovarianceFactor Factor => factor.Value;

    /// <summary>Gets the coefficient C of <see cref="FrechetFloor"/> for the law of this set.</summary>
    /// <exception cref="InputException">As for <see cref="Mean"/>.</exception>
    public double FloorCoefficient => floorCoefficient.Value;

    /// <summary>Gets how <see cref="FloorCoefficient"/> is found: <c>moments</c> from features, <c>gaussian</c> where there is only a covariance.</summary>
    public string FloorMethod => fromFile is null ? "moments" : "gaussian";

    private SampleRows Samples => SampleRows.Of(
        Set!.Features ?? throw new InputException("There are class probabilities alone, but the metric needs features."));

    /// <summary>Gets the features with their moments; <see langword="null"/> where only statistics are known.</summary>
    internal FrechetSample? FrechetSample => fromFile is null ? new FrechetSample(Samples, Mean, Factor) : null;

    /// <summary>Gets how often images have the same features; <see langword="null"/> where these are not known image by image.</summary>
    internal Repetition? Repetition => repetition.Value;

    /// <summary>Takes a set whose features or probabilities are known image by image.</summary>
    /// <param name="name">The set as the user named it.</param>
    /// <param name="set">The set.</param>
    /// <returns>Its statistics, none of them computed yet.</returns>
    public static SetStatistics Of(string name, FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(set);
        return new SetStatistics(name, set, null);
    }

    /// <summary>Takes a set of which only mean and covariance are known.</summary>
    /// <param name="name">The set as the user named it.</param>
    /// <param name="statistics">Mean and covariance.</param>
    /// <returns>Its statistics.</returns>
    public static SetStatistics Of(string name, FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(statistics);
        return new SetStatistics(name, null, statistics);
    }

    /// <summary>Takes the images of one class as a set of their own, which is kept.</summary>
    /// <param name="name">One of <see cref="Classes"/>.</param>
    /// <returns>The set, named as its folder is: that of this one and the class.</returns>
    /// <exception cref="InputException">No image is of this class.</exception>
    public SetStatistics OfClass(string name)
    {
        if (byClass.TryGetValue(name, out SetStatistics? known))
        {
            return known;
        }

        if (!Classes.Contains(name))
        {
            throw new InputException($"There is no image of class '{name}' in '{Name}'. There is: {(Classes.Count == 0 ? "none" : string.Join(", ", Classes))}.");
        }

        long[] rows = [.. Enumerable.Range(0, Set!.Labels.Count).Where(row => Set.Labels[row] == name).Select(row => (long)row)];
        SetStatistics taken = new($"{Name}/{name}", Set.Select(rows), null)
        {
            HeldOut = HeldOut?.Classes.Contains(name) == true ? HeldOut.OfClass(name) : null,
            PredictsFloor = PredictsFloor,
        };
        byClass.Add(name, taken);
        return taken;
    }

    /// <summary>Gets a value indicating whether the features of a further layer are known.</summary>
    /// <param name="name">The layer.</param>
    /// <returns>Whether <see cref="OfLayer"/> has them.</returns>
    public bool HasLayer(string name) => Set?.FurtherLayers.ContainsKey(name) == true;

    /// <summary>Takes the features of a further layer of the same images in the place of those of the chosen one.</summary>
    /// <param name="name">The layer.</param>
    /// <returns>The set, which is kept.</returns>
    /// <exception cref="InputException">The features of that layer are not known.</exception>
    public SetStatistics OfLayer(string name)
    {
        if (byLayer.TryGetValue(name, out SetStatistics? known))
        {
            return known;
        }

        if (!HasLayer(name))
        {
            throw new InputException($"'{Name}' has no features of the layer '{name}', which this metric looks at: score images by Inception V3, which has it.");
        }

        FeatureSet ofLayer = Set! with { Features = Set.FurtherLayers[name], ProtocolText = FeatureSet.UnknownProtocol, ProtocolHash = "" };
        SetStatistics taken = new(Name, ofLayer, null) { PredictsFloor = PredictsFloor };
        byLayer.Add(name, taken);
        return taken;
    }

    /// <summary>Takes a set of training images together with real images that the generator was not trained on.</summary>
    /// <param name="name">The training images as the user named them.</param>
    /// <param name="set">The training images.</param>
    /// <param name="heldOut">The other real images.</param>
    /// <returns>The statistics of the training images, none of them computed yet.</returns>
    public static SetStatistics Of(string name, FeatureSet set, SetStatistics heldOut)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(heldOut);
        return new SetStatistics(name, set, null) { HeldOut = heldOut };
    }

    /// <summary>Takes a part of a set that stands for a whole one, to measure its floor.</summary>
    /// <param name="name">How the part is called.</param>
    /// <param name="part">Its images.</param>
    internal SetStatistics Part(string name, FeatureSet part) => new(name, part, null) { HeldOut = HeldOut, PredictsFloor = false };

    /// <summary>Gets what is known of this reference and a generated set together; it lives as long as that set.</summary>
    internal PairStatistics PairWith(SetStatistics generated) => pairs.GetValue(generated, other => new PairStatistics(this, other));

    /// <summary>Finds the nearest neighbours of every image within the set.</summary>
    /// <param name="depth">The neighbours that are needed; there may be more, and there are fewer where the set is smaller.</param>
    internal NeighbourTable Neighbours(int depth)
    {
        int available = checked((int)Features.RowCount) - 1;
        int wanted = Math.Min(Math.Max(depth, UsualDepth), available);
        if (neighbours is null || neighbours.Depth < wanted)
        {
            neighbours = Named(() => Nearest.Within(Features, wanted));
        }

        return neighbours;
    }

    /// <summary>Computes how many different images the set amounts to, once for each order.</summary>
    /// <param name="order">The order q of the entropy.</param>
    internal FeatureDiversity Diversity(double order)
    {
        if (!diversities.TryGetValue(order, out FeatureDiversity diversity))
        {
            diversity = FeatureDiversity.Of(Features, order);
            diversities.Add(order, diversity);
        }

        return diversity;
    }

    /// <summary>Says in whatever is wrong with the set which set it is.</summary>
    private T Named<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (InputException e) when (!e.Message.Contains(Name, StringComparison.Ordinal))
        {
            throw new InputException($"'{Name}': {e.Message}", e);
        }
    }
}
