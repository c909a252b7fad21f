using Fidelis.Evaluation.Validators;
using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Finds the pairs of a plan, and everything that is wrong with it, before anything expensive begins.</summary>
public static class PairSetup
{
    /// <summary>Opens the sources, looks at all headers and finds the pairs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="looked">Told of every image whose header was looked at, on any thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The plan's inputs, ready to run.</returns>
    /// <exception cref="InputException">Something is wrong; the message names every problem that was found.</exception>
    public static PairInputs Open(PairPlan plan, Action? looked = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ProblemList problems = new();
        ImageSource? reference = problems.Try(() => ImageSources.Open(plan.Reference, plan.Sources));
        ImageSource? generated = problems.Try(() => ImageSources.Open(plan.Generated, plan.Sources));
        problems.Add(PairMetrics.FindProblems(plan));
        problems.ThrowIfAny();
        PairMatches? matches = problems.Try(() => PairMatching.Match(reference!, generated!, plan.Match, plan.SkipUnmatched));
        PreflightReport[] headers = [.. new[] { reference!, generated! }.Select(source => Preflight.Inspect(source, plan.Rules, looked, cancellation))];
        problems.Add(ReadableImages.FindProblems(headers, plan.SkipBadImages));
        problems.ThrowIfAny();
        PairInputs inputs = new(
            plan,
            reference!,
            generated!,
            matches!,
            [.. PairMetrics.Of(plan).Select(metric => KeyValuePair.Create(metric, MetricRequests.SettingsOf(plan.Settings, metric.Descriptor.Id)))])
        {
            Warnings = PairConclusions.BeforeWork(plan, headers),
            EncodedBytes = headers.Sum(report => report.Survey.EncodedBytes),
        };
        problems.Add(FindSizeProblems(inputs, headers[0].Sizes, headers[1].Sizes));
        problems.ThrowIfAny();
        return inputs;
    }

    /// <summary>Says that the images of a pair have two sizes.</summary>
    internal static string TwoSizes(string what, ImageEntry reference, (int Width, int Height) first, ImageEntry generated, (int Width, int Height) second)
    {
        (int Width, int Height) smaller = (long)first.Width * first.Height <= (long)second.Width * second.Height ? first : second;
        return $"The two images of a pair must have one size, but {what}: '{Printable.Of(reference.Path)}' of the reference has {first.Width} x {first.Height} pixels and '{Printable.Of(generated.Path)}' has {second.Width} x {second.Height}. Bring all to one size by --size {smaller.Width}x{smaller.Height}.";
    }

    private static IEnumerable<string> FindSizeProblems(PairInputs inputs, IReadOnlyList<(int Width, int Height)?> reference, IReadOnlyList<(int Width, int Height)?> generated)
    {
        (int Reference, int Generated)[] readable = [.. inputs.Matches.Pairs.Where(pair => reference[pair.Reference] is not null && generated[pair.Generated] is not null)];
        if (inputs.Plan.Size is null)
        {
            (int Reference, int Generated)[] different = [.. readable.Where(pair => reference[pair.Reference] != generated[pair.Generated])];
            if (different.Length > 0)
            {
                (int first, int second) = different[0];
                string share = different.Length == readable.Length ? $"all {readable.Length} pairs differ" : $"{different.Length} of {readable.Length} pairs differ";
                yield return TwoSizes($"{share}, the first", inputs.Reference.Entries[first], reference[first]!.Value, inputs.Generated.Entries[second], generated[second]!.Value);
                yield break;
            }
        }

        foreach ((IPairedMetric metric, MetricSettings settings) in inputs.Metrics)
        {
            int smallest = metric.SmallestSide(settings);
            foreach ((_, int second) in readable)
            {
                (int width, int height) = inputs.Plan.Size ?? generated[second]!.Value;
                if (Math.Min(width, height) < smallest)
                {
                    yield return $"The metric {metric.Descriptor.Id} needs images of at least {smallest} x {smallest} pixels with these options, but '{Printable.Of(inputs.Generated.Entries[second].Path)}' has {width} x {height}: leave it out of --metrics, or bring all images to a larger size by --size.";
                    break;
                }
            }
        }
    }
}
