using System.Diagnostics;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Floors;

/// <summary>
/// Measures floors: divides a reference of n₁ images at random into two parts in the ratio n₁ : n₂ of a comparison, scores one against the other, and
/// brings the mean over the divisions to the sizes of the comparison by the rate at which the metric's floor falls with n.
/// </summary>
/// <remarks>
/// The parts are s = n₁ / (n₁ + n₂) times the sets. A floor that falls as 1/n is s times what they score, one that falls as the root of that, its root; where
/// no rate is known, it is what they score. The parts of one division are independent draws of the reference's law, so that the mean is that of
/// real sets of these sizes; several divisions of the same images take most of its chance away.
/// </remarks>
/// <param name="metrics">The metrics with their options; those that do not look at the reference have no floor.</param>
/// <param name="seed">The seed of the divisions.</param>
/// <param name="cancellation">Ends the work between two scores by an <see cref="OperationCanceledException"/>.</param>
internal sealed class FloorMeter(IReadOnlyList<KeyValuePair<IMetric, MetricSettings>> metrics, ulong seed, CancellationToken cancellation)
{
    /// <summary>How run files name floors that were measured.</summary>
    public const string Method = "measured";

    private readonly Dictionary<(SetStatistics Reference, long GeneratedCount), Dictionary<string, MeasuredFloor>> known = [];

    /// <summary>Puts the measured floor beside a score of two sets.</summary>
    /// <param name="result">The score.</param>
    /// <param name="reference">The reference, image by image.</param>
    public MetricResult Apply(MetricResult result, SetStatistics reference)
    {
        if (result is not { Score: { } score, ReferenceCount: not null })
        {
            return result;
        }

        if (result.GeneratedCount is not { } count)
        {
            return result with { FloorError = "The floor depends on the number of generated images, which their file does not say." };
        }

        bool isNew = !known.ContainsKey((reference, count));
        MeasuredFloor floor = FloorsOf(reference, count)[result.Id];
        return floor.Error is not null
            ? result with { FloorError = floor.Error }
            : result with { Score = WithFloor(score, result.Id, floor, Division.Of((int)reference.Count!.Value, count)), Seconds = result.Seconds + (isNew ? floor.Seconds : 0) };
    }

    private static MetricScore WithFloor(MetricScore score, string id, MeasuredFloor floor, Division division)
    {
        Dictionary<string, double> details = new(score.Details);
        if (score.Floor is { } predicted)
        {
            details["floorPredicted"] = predicted;
        }

        details["floorStd"] = floor.Deviation;
        details["floorDivisions"] = Division.Count;
        details["floorReferenceImages"] = division.ReferenceCount;
        details["floorGeneratedImages"] = division.GeneratedCount;
        details["aboveFloor"] = score.Value - floor.Value;
        details.Remove("floorRatio");

        // A floor that chance alone makes positive is no measure for anything.
        if (floor.Value > floor.Deviation && !MetricCatalog.Find(id)!.Descriptor.Axioms.HasFlag(MetricAxioms.Unbiasedness))
        {
            details["floorRatio"] = score.Value / floor.Value;
        }

        return score with { Floor = floor.Value, FloorMethod = Method, Details = details };
    }

    private Dictionary<string, MeasuredFloor> FloorsOf(SetStatistics reference, long generatedCount)
    {
        if (known.TryGetValue((reference, generatedCount), out Dictionary<string, MeasuredFloor>? floors))
        {
            return floors;
        }

        IMetric[] measured = [.. metrics.Select(metric => metric.Key).Where(metric => metric.Descriptor.Needs.HasFlag(MetricNeeds.Reference))];
        Dictionary<string, List<double>> values = measured.ToDictionary(metric => metric.Descriptor.Id, _ => new List<double>());
        Dictionary<string, string> errors = [];
        Dictionary<string, double> seconds = measured.ToDictionary(metric => metric.Descriptor.Id, _ => 0.0);
        Division division = Division.Of(checked((int)reference.Count!.Value), generatedCount);
        for (int i = 0; i < Division.Count; i++)
        {
            // One division at a time: what its parts hold is gone before the next.
            (SetStatistics first, SetStatistics second) = Divide(reference, division, i);
            foreach ((IMetric metric, MetricSettings settings) in metrics.Where(metric => measured.Contains(metric.Key) && !errors.ContainsKey(metric.Key.Descriptor.Id)))
            {
                cancellation.ThrowIfCancellationRequested();
                string id = metric.Descriptor.Id;
                long started = Stopwatch.GetTimestamp();
                try
                {
                    values[id].Add(MetricComputation.Compute(metric, first, second, settings).Score.Value);
                }
                catch (InputException e)
                {
                    errors.Add(id, e.Message);
                }

                seconds[id] += Stopwatch.GetElapsedTime(started).TotalSeconds;
            }
        }

        floors = measured.ToDictionary(
            metric => metric.Descriptor.Id,
            metric => Summarize(metric.Descriptor, values[metric.Descriptor.Id], errors.GetValueOrDefault(metric.Descriptor.Id), seconds[metric.Descriptor.Id], division.Scale));
        known.Add((reference, generatedCount), floors);
        return floors;
    }

    private (SetStatistics First, SetStatistics Second) Divide(SetStatistics reference, Division division, int index)
    {
        int[] order = new Xoshiro256(seed).Split("floor").Split((ulong)index).Permutation((int)reference.Count!.Value);
        FeatureSet first = Part(0, division.ReferenceCount);
        FeatureSet second = Part(division.ReferenceCount, division.GeneratedCount);
        return (
            reference.Part($"{first.Count} images of {reference.Name}", first),
            SetStatistics.Of($"{second.Count} images of {reference.Name}", second));

        FeatureSet Part(int start, int count) => reference.Set!.Select([.. order.AsSpan(start, count).ToArray().Order().Select(row => (long)row)]);
    }

    private static MeasuredFloor Summarize(MetricDescriptor metric, List<double> values, string? error, double seconds, double scale)
    {
        if (error is not null)
        {
            return new MeasuredFloor(0, 0, error, seconds);
        }

        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        double factor = Math.Pow(scale, metric.FloorRate);
        return new MeasuredFloor(factor * mean, factor * deviation, null, seconds);
    }
}
