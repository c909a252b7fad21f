using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>Mean and covariance of features: all that FID knows of a set.</summary>
/// <param name="Mean">The mean <c>[d]</c>.</param>
/// <param name="Covariance">The covariance <c>[d, d]</c> with denominator n - 1, symmetric.</param>
/// <param name="Count">The number of images n, at least 2; <see langword="null"/> where a file does not say it.</param>
/// <param name="ProtocolText">Everything that decides the features besides the images, or <see cref="FeatureSet.UnknownProtocol"/>.</param>
/// <param name="ProtocolHash">The hash of the text; empty where the protocol is unknown.</param>
public sealed record FeatureStatistics(double[] Mean, Matrix Covariance, long? Count, string ProtocolText, string ProtocolHash)
{
    /// <summary>Gets the number of features d.</summary>
    public int Dimension => Mean.Length;

    /// <summary>Computes mean and covariance of a feature set, in float64 and in two passes.</summary>
    /// <param name="set">A set with features <c>[n, d]</c>.</param>
    /// <returns>The statistics, with the protocol of the set.</returns>
    /// <exception cref="InputException">There are no features, fewer than two images, or a feature that is not finite.</exception>
    public static FeatureStatistics Of(FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureMatrix features = set.Features ?? throw new InputException("Statistics need features, but the set has class probabilities alone.");
        return Of(SampleRows.Of(features)) with { ProtocolText = set.ProtocolText, ProtocolHash = set.ProtocolHash };
    }

    /// <summary>Computes mean and covariance of a sample.</summary>
    internal static FeatureStatistics Of(SampleRows sample)
    {
        double[] mean = SampleMoments.Mean(sample);
        return new FeatureStatistics(mean, SampleMoments.Covariance(sample, mean), sample.Count, FeatureSet.UnknownProtocol, "");
    }

    /// <summary>Computes the statistics of the union of two disjoint sets from the statistics of each.</summary>
    /// <param name="other">The statistics of the other set, of the same dimension.</param>
    /// <returns>What <see cref="Of(FeatureSet)"/> gives for all images, up to rounding.</returns>
    /// <exception cref="InputException">The dimensions or the protocols differ, or a number of images is unknown.</exception>
    /// <remarks>T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979.</remarks>
    public FeatureStatistics Merge(FeatureStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Dimension != other.Dimension)
        {
            throw new InputException($"Statistics that are merged must have the same number of features, but one has {Dimension} and another {other.Dimension}.");
        }

        if (ProtocolHash != other.ProtocolHash)
        {
            throw new InputException($"Statistics that are merged must be of one protocol, but one is '{ProtocolText}' and another '{other.ProtocolText}'.");
        }

        if (Count is not { } a || other.Count is not { } b)
        {
            throw new InputException("Statistics that are merged must say of how many images they are, but one does not: make it anew with 'fidelis stats'.");
        }

        double n = a + b;
        double[] mean = new double[Dimension];
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = Mean[i] + ((other.Mean[i] - Mean[i]) * (b / n));
        }

        Matrix covariance = new(Dimension, Dimension);
        for (int i = 0; i < Dimension; i++)
        {
            double delta = other.Mean[i] - Mean[i];
            for (int j = 0; j < Dimension; j++)
            {
                double between = delta * (other.Mean[j] - Mean[j]) * (a * (b / n));
                covariance[i, j] = (((a - 1) * Covariance[i, j]) + ((b - 1) * other.Covariance[i, j]) + between) / (n - 1);
            }
        }

        return this with { Mean = mean, Covariance = covariance, Count = a + b };
    }
}
