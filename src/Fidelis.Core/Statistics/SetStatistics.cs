using Fidelis.Features;
using Fidelis.Numerics.Errors;

namespace Fidelis.Statistics;

/// <summary>What metrics may ask of one set of images. Each answer is computed when it is first asked for, and kept.</summary>
/// <remarks>The reference is asked once however many generated sets it is compared with.</remarks>
public sealed class SetStatistics
{
    private readonly FeatureStatistics? fromFile;
    private readonly Lazy<FeatureStatistics> moments;
    private readonly Lazy<CovarianceFactor> factor;
    private readonly Lazy<double> floorCoefficient;

    private SetStatistics(string name, FeatureSet? set, FeatureStatistics? statistics)
    {
        Name = name;
        Set = set;
        fromFile = statistics;
        moments = new(ComputeMoments);
        factor = new(() => Samples is { } samples ? CovarianceFactor.FromSample(samples, Moments) : CovarianceFactor.FromCovariance(Moments.Covariance));
        floorCoefficient = new(() => Samples is { } samples
            ? FrechetFloor.MomentCoefficient(samples, Moments, Factor)
            : FrechetFloor.GaussianCoefficient(Factor.Spectrum));
    }

    /// <summary>Gets the set as the user named it, for messages.</summary>
    public string Name { get; }

    /// <summary>Gets features, probabilities and paths, or <see langword="null"/> where only statistics are known.</summary>
    public FeatureSet? Set { get; }

    /// <summary>Gets the number of images, or <see langword="null"/> where a statistics file does not say it.</summary>
    public long? Count => Set?.Count ?? fromFile?.Count;

    /// <summary>Gets the number of features, or <see langword="null"/> where there are probabilities alone.</summary>
    public int? FeatureCount => Set is null ? fromFile!.Dimension : Set.Features?.Columns;

    /// <summary>Gets the class probabilities <c>[n, k]</c>.</summary>
    /// <exception cref="InputException">There are none.</exception>
    public FeatureMatrix Probabilities => Set?.Probabilities
        ?? throw new InputException($"'{Name}' has no class probabilities: score images with a classifier, or a features file that holds 'probabilities'.");

    /// <summary>Gets mean and covariance of the features.</summary>
    /// <exception cref="InputException">There are no features, fewer than two images, or a feature that is not finite.</exception>
    public FeatureStatistics Moments => moments.Value;

    /// <summary>Gets the factor of the covariance.</summary>
    /// <exception cref="InputException">As for <see cref="Moments"/>.</exception>
    public CovarianceFactor Factor => factor.Value;

    /// <summary>Gets the coefficient C of <see cref="FrechetFloor"/> for the law of this set.</summary>
    /// <exception cref="InputException">As for <see cref="Moments"/>.</exception>
    public double FloorCoefficient => floorCoefficient.Value;

    /// <summary>Gets how <see cref="FloorCoefficient"/> is found: <c>moments</c> from features, <c>gaussian</c> where there is only a covariance.</summary>
    public string FloorMethod => Samples is null ? "gaussian" : "moments";

    private SampleRows? Samples => Set?.Features is { } features ? SampleRows.Of(features) : null;

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

    private FeatureStatistics ComputeMoments()
    {
        try
        {
            return fromFile ?? FeatureStatistics.Of(Set!);
        }
        catch (InputException e)
        {
            throw new InputException($"'{Name}': {e.Message}", e);
        }
    }
}
