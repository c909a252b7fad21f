using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The Fréchet Inception Distance: the squared Fréchet distance of two Gaussians with the means and covariances of the features.</summary>
/// <remarks>
/// M. Heusel et al., GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium, 2017, eq. 6. Covariances have the
/// denominator n - 1, as in the authors' code.
/// </remarks>
public sealed class FrechetInceptionDistance : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "fid",
        Name = "Fréchet Inception Distance",
        Meaning = "How far means and covariances of the features of the generated images lie from those of the reference.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Statistics,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Heusel et al. 2017, GANs Trained by a Two Time-Scale Update Rule, arXiv:1706.08500",
        MinimumImageCount = 2,
        IsDistance = true,
        FloorRate = 1,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        double[] referenceMean = reference.Mean;
        double[] generatedMean = generated.Mean;
        if (referenceMean.Length != generatedMean.Length)
        {
            throw new InputException(
                $"FID needs features of one layer, but '{reference.Name}' has {referenceMean.Length} features and '{generated.Name}' {generatedMean.Length}.");
        }

        FrechetDistance distance = reference.PairWith(generated).FrechetDistance;
        if (!double.IsFinite(distance.Value))
        {
            throw new InputException($"FID of '{reference.Name}' and '{generated.Name}' is beyond the largest number: their features are too large to be those of images.");
        }

        Dictionary<string, double> details = new()
        {
            ["meanTerm"] = distance.MeanTerm,
            ["covarianceTerm"] = distance.CovarianceTerm,
            ["features"] = referenceMean.Length,
            ["referenceRank"] = reference.Factor.Spectrum.Count,
        };
        MetricScore score = WithError(new MetricScore(distance.Value) { Details = details }, reference, generated);
        if (reference.Count is not { } referenceCount || generated.Count is not { } generatedCount)
        {
            return score;
        }

        double floor = FrechetFloor.At(reference.FloorCoefficient, referenceCount, generatedCount);
        details.Add("floorStd", FrechetFloor.Deviation(reference.Factor.Spectrum, referenceCount, generatedCount));
        details.Add("aboveFloor", distance.Value - floor);
        if (floor > 0)
        {
            details.Add("floorRatio", distance.Value / floor);
        }

        return score with { Floor = floor, FloorMethod = reference.FloorMethod };
    }

    private static MetricScore WithError(MetricScore score, SetStatistics reference, SetStatistics generated)
    {
        if (reference.PairWith(generated).FrechetInfluence is not { } influence)
        {
            string file = reference.Set is null ? reference.Name : generated.Name;
            return score with { WhyNoInterval = $"The error of FID needs features image by image, but '{file}' holds statistics of all together." };
        }

        double error = influence.StandardError;
        return score with { StandardError = error, Interval = ScoreInterval.Around(score.Value, error, least: 0), IntervalMethod = "influence" };
    }
}
