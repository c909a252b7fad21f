using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The squared Fréchet distance of two sets as a score, with its error, its floor and its parts, whichever layer the features are of.</summary>
internal static class FrechetScore
{
    /// <summary>The detail that all these scores have: the rank of the reference's covariance.</summary>
    public const string Rank = "referenceRank";

    /// <summary>The detail that all these scores have: the number of features.</summary>
    public const string FeatureCount = "features";

    /// <summary>Computes the score.</summary>
    /// <param name="name">The name of the score, for messages.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="convention">Whose covariances are taken.</param>
    /// <exception cref="InputException">The sets have different numbers of features, or no covariance, or features beyond measure; or a denominator n is asked for of a set whose n is unknown.</exception>
    public static MetricScore Of(string name, SetStatistics reference, SetStatistics generated, FrechetConvention convention = FrechetConvention.Ttur)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        double[] referenceMean = reference.Mean;
        double[] generatedMean = generated.Mean;
        if (referenceMean.Length != generatedMean.Length)
        {
            throw new InputException(
                $"{name} needs features of one layer, but '{reference.Name}' has {referenceMean.Length} features and '{generated.Name}' {generatedMean.Length}.");
        }

        if (convention == FrechetConvention.StyleGan2Ada)
        {
            RequireCount(reference);
            RequireCount(generated);
        }

        PairStatistics pair = reference.PairWith(generated);
        pair.MultiplyFactors();
        RequireMeasurable(reference.Factor.Trace + generated.Factor.Trace);

        // Three eigenproblems that need nothing of one another, none of which keeps all cores busy by itself.
        bool hasFloor = reference.PredictsFloor && reference.Count is not null && generated.Count is not null;
        Parallelism.Invoke(() => _ = pair.FrechetDistance, () => _ = pair.FrechetInfluence, () => _ = hasFloor ? reference.FloorCoefficient : 0);
        FrechetDistance distance = Conventional(pair.FrechetDistance, generated.Factor.Trace);
        RequireMeasurable(distance.Value);
        void RequireMeasurable(double value)
        {
            if (!double.IsFinite(value))
            {
                throw new InputException($"{name} of '{reference.Name}' and '{generated.Name}' is beyond the largest number: their features are too large to be those of images.");
            }
        }

        // Of the same covariances, so that for StyleGAN2-ADA's nothing is computed again. The influence of an image changes by less than 1/n of it, to which order it is known.
        FrechetDistance Conventional(FrechetDistance sample, double generatedTrace) => convention == FrechetConvention.StyleGan2Ada
            ? sample.WithPopulationCovariances(reference.Factor.Trace, reference.Count!.Value, generatedTrace, generated.Count!.Value)
            : sample;

        Dictionary<string, double> details = new()
        {
            ["meanTerm"] = distance.MeanTerm,
            ["covarianceTerm"] = distance.CovarianceTerm,
            [FeatureCount] = referenceMean.Length,
            [Rank] = reference.Factor.Rank,
        };
        MetricScore score = WithError(name, new MetricScore(distance.Value) { Details = details }, reference, generated);
        if (!hasFloor)
        {
            return score;
        }

        (long referenceCount, long generatedCount) = (reference.Count!.Value, generated.Count!.Value);
        double floor = FrechetFloor.At(reference.FloorCoefficient, referenceCount, generatedCount);

        // Of one law the means differ by tr Σ (1/n₁ + 1/n₂), and the rest of the floor is the covariances'.
        double ofMeans = reference.Factor.Trace * ((1.0 / referenceCount) + (1.0 / generatedCount));
        floor = Conventional(new FrechetDistance(ofMeans, floor - ofMeans), reference.Factor.Trace).Value;
        details.Add("floorStd", FrechetFloor.Deviation(reference.Factor.Spectrum, referenceCount, generatedCount));
        details.Add("aboveFloor", distance.Value - floor);
        if (floor > 0)
        {
            details.Add("floorRatio", distance.Value / floor);
        }

        return score with { Floor = floor, FloorMethod = reference.FloorMethod };
    }

    private static void RequireCount(SetStatistics set)
    {
        if (set.Count is null)
        {
            throw new InputException(
                $"Covariances with the denominator n need the number of images, but '{set.Name}' does not say how many it is of: give it features or images, or take fid.convention=ttur.");
        }
    }

    private static MetricScore WithError(string name, MetricScore score, SetStatistics reference, SetStatistics generated)
    {
        if (reference.PairWith(generated).FrechetInfluence is not { } influence)
        {
            string file = reference.Set is null ? reference.Name : generated.Name;
            return score with { WhyNoInterval = $"The error of {name} needs features image by image, but '{file}' holds statistics of all together." };
        }

        double error = influence.StandardError;
        return score with { StandardError = error, Interval = ScoreInterval.OfSquaredDistance(score.Value, error), IntervalMethod = "influence" };
    }
}
