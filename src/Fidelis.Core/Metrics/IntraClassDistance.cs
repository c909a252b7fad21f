using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The intra-class FID: the mean over the classes of the FID between the reference images and the generated images of one class.</summary>
/// <remarks>
/// T. Miyato and M. Koyama, cGANs with Projection Discriminator, 2018, section 4, whose authors report the plain mean over the classes. The classes
/// are independent sets of images, so that the variances of their FIDs add up.
/// </remarks>
public sealed class IntraClassDistance : ISetMetric
{
    private static readonly FrechetInceptionDistance Distance = new();

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "ifid",
        Name = "Intra-class FID (class-mean FID)",
        Meaning = "How far the features of the generated images of each class lie from those of the reference images of that class, as the mean over the classes that both sets have.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features | MetricNeeds.Labels,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.OrderIndependence,
        Reference = "Miyato and Koyama 2018, cGANs with Projection Discriminator, arXiv:1802.05637",
        MinimumImageCount = 2,
        IsDistance = true,
        FloorRate = 1,
        MeanOverClassesOf = Distance.Descriptor.Id,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        string[] shared = [.. reference.Classes.Intersect(generated.Classes, StringComparer.Ordinal)];
        if (shared.Length == 0)
        {
            throw new InputException(
                $"Intra-class FID needs classes that both sets have, but '{reference.Name}' has {Describe(reference)} and '{generated.Name}' {Describe(generated)}: put the images of each class into a folder of its name, or give a file of labels by --labels.");
        }

        MetricScore[] scores = [.. shared.Select(name => OfClass(name, reference, generated))];
        double error = RootOfSquares(scores.Select(ofClass => ofClass.StandardError!.Value)) / shared.Length;
        double value = scores.Average(ofClass => ofClass.Value);
        Dictionary<string, double> details = new() { ["classes"] = shared.Length };
        MetricScore score = new(value)
        {
            StandardError = error,
            Interval = ScoreInterval.OfSquaredDistance(value, error),
            IntervalMethod = scores[0].IntervalMethod,
            Details = details,
        };
        if (!reference.PredictsFloor)
        {
            return score;
        }

        double floor = scores.Average(ofClass => ofClass.Floor!.Value);
        details.Add("floorStd", RootOfSquares(scores.Select(ofClass => ofClass.Details["floorStd"])) / shared.Length);
        details.Add("aboveFloor", value - floor);
        if (floor > 0)
        {
            details.Add("floorRatio", value / floor);
        }

        return score with { Floor = floor, FloorMethod = scores[0].FloorMethod };
    }

    private static MetricScore OfClass(string name, SetStatistics reference, SetStatistics generated)
    {
        try
        {
            return Distance.Compute(reference.OfClass(name), generated.OfClass(name), MetricSettings.Default);
        }
        catch (InputException e)
        {
            throw new InputException($"The mean over the classes needs the FID of each, but that of '{name}' could not be computed. {e.Message} Classes can be chosen by --classes.", e);
        }
    }

    private static string Describe(SetStatistics set) => set.Classes.Count == 0 ? "none" : string.Join(", ", set.Classes);

    private static double RootOfSquares(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
