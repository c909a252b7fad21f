using System.Diagnostics;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Compares images one by one, on all cores, with no more of them in memory than are in hand.</summary>
public static class PairEvaluator
{
    /// <summary>Runs a comparison.</summary>
    /// <param name="inputs">What <see cref="PairSetup.Open"/> made of a plan.</param>
    /// <param name="progress">Told how many images are done, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the comparison by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The values of every pair and their summaries, which depend neither on the number of threads nor on the machine.</returns>
    /// <exception cref="InputException">An image cannot be read and is not to be left out, no pair is left, or a pair has two sizes.</exception>
    public static PairResult Run(PairInputs inputs, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        long started = Stopwatch.GetTimestamp();
        PairPlan plan = inputs.Plan;
        ImageEntry[] entries = [.. inputs.Matches.Pairs.SelectMany(pair => (ImageEntry[])[inputs.Reference.Entries[pair.Reference], inputs.Generated.Entries[pair.Generated]])];
        DecodingRules rules = SetWindow.Resolve(new ImageSource(inputs.Reference.Description, entries), plan.Rules, plan.SkipBadImages, cancellation);
        PairWork work = new(inputs.Metrics, plan.Size);
        PairCollector collector = new(work);
        PipelineOptions options = new() { Rules = rules, Skip = plan.SkipBadImages ? collector.Skip : null };
        foreach (ProcessedImage<PairOutcome?> image in ImagePipeline.Process(entries, work.Take, work.BytesOf, options, cancellation))
        {
            collector.Add(image);
            progress?.Report(new ExtractionProgress(collector.Done, entries.Length, collector.EncodedBytes));
        }

        if (collector.Outcomes.Count == 0)
        {
            throw new InputException($"At least one pair of images must be readable, but none of the {inputs.Matches.Pairs.Count} is. {collector.FirstReason}");
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        string protocol = plan.DescribeProtocol();
        PairMetricResult[] metrics = [.. inputs.Metrics.Select((metric, i) => Summarize(metric.Key, metric.Value, collector.ValuesOf(i), work.SecondsOf(i)))];
        PairResult result = new(
            Summary(inputs.Reference, collector.Reference, rules, seconds),
            Summary(inputs.Generated, collector.Generated, rules, seconds),
            plan.Match,
            collector.Pairs,
            metrics,
            new ProtocolSummary(protocol, Protocol.HashOf(protocol)),
            seconds)
        {
            UnmatchedReference = [.. inputs.Matches.UnmatchedReference, .. collector.LeftReference],
            UnmatchedGenerated = [.. inputs.Matches.UnmatchedGenerated, .. collector.LeftGenerated],
            EqualCount = collector.Outcomes.Count(outcome => outcome.IsEqual),
        };
        return result with { Conclusions = PairConclusions.Of(inputs, result) };
    }

    private static PairMetricResult Summarize(IPairedMetric metric, MetricSettings settings, PairedValues values, double seconds)
    {
        PairedFindings findings = metric.Describe(values, settings);
        MetricResult summary = new(
            metric.Descriptor.Id,
            PairedScore.Of(metric, values, findings),
            null,
            values.Values.Count,
            values.Values.Count,
            metric.Descriptor.Options.Resolve(settings),
            seconds);
        return new PairMetricResult(summary, values.Values) { Notes = findings.Notes };
    }

    private static SourceSummary Summary(ImageSource source, ImageCensus census, DecodingRules rules, double seconds)
    {
        ExtractionReport report = census.Report(source, null, rules.Window, seconds);
        return new SourceSummary(source.Description, "images", report.ImageCount, report.Skipped, report.ContentHash) { Report = report };
    }
}
