using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Statistics.Extrapolation;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>One score over the numbers of images, and what it tells.</summary>
internal sealed class SampleSizeCurve
{
    private const int FewestForLine = 3;

    private readonly MetricDescriptor metric;
    private readonly IReadOnlyList<Point> points;
    private readonly ReciprocalFit? fit;

    private SampleSizeCurve(MetricDescriptor metric, IReadOnlyList<Point> points)
    {
        this.metric = metric;
        this.points = points;

        fit = metric.FloorRate == 1 && !metric.Axioms.HasFlag(MetricAxioms.Unbiasedness) && points.Count >= FewestForLine
            ? ReciprocalFit.Of([.. points.Select(point => point.Reciprocal)], [.. points.Select(point => point.Value)])
            : null;
    }

    private Point All => points[^1];

    /// <summary>Takes the scores of a series.</summary>
    /// <param name="metric">The metric, which every step could compute.</param>
    /// <param name="series">The steps, the last of which has all images.</param>
    public static SampleSizeCurve Of(MetricDescriptor metric, ExperimentSeries series) => new(metric, [.. series.Steps.Select(step => Point.Of(step, step.Metrics.First(result => result.Id == metric.Id)))]);

    /// <summary>Gets points (generated images, score) of the fitted line, or <see langword="null"/> where none was fitted.</summary>
    /// <param name="count">Their number.</param>
    public IReadOnlyList<(double Position, double Value)>? Line(int count)
    {
        if (fit is not { } line)
        {
            return null;
        }

        double first = points[0].Count;
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                double n = first * Math.Pow(All.Count / first, i / (count - 1.0));

                // Both sets shrink by the same share.
                return (n, line.Intercept + (line.Slope * All.Reciprocal * All.Count / n));
            }),
        ];
    }

    /// <summary>Says from which number of images on the score differs from that of all of them by less than the error of the latter.</summary>
    /// <remarks>The error of all images is what is to be reached: that of a few is so wide that it would let any bias pass.</remarks>
    /// <param name="what">Of which set and model, for the sentence.</param>
    public Conclusion? Settling(string what)
    {
        if (All.Error is not { } error)
        {
            return null;
        }

        double limit = ScoreInterval.NormalQuantile * error;
        int settled = points.Count - 1;
        while (settled > 0 && Math.Abs(points[settled - 1].Value - All.Value) <= limit)
        {
            settled--;
        }

        Point at = points[Math.Min(settled, points.Count - 2)];
        return settled < points.Count - 1
            ? new Conclusion("settled", ConclusionKind.Verdict, metric.Id, string.Create(
                CultureInfo.InvariantCulture,
                $"From n = {at.Count} on, {metric.Id} {what} moves by no more than 1.96 errors of all {All.Count} images, {limit:G2}: it is {at.Value:G3} at {at.Count} and {All.Value:G3} at {All.Count}."))
            : new Conclusion("unsettled", ConclusionKind.Warning, metric.Id, string.Create(
                CultureInfo.InvariantCulture,
                $"From n = {at.Count} to {All.Count}, {metric.Id} {what} still moves by more than 1.96 of its errors, {limit:G2}: it is {at.Value:G3} and {All.Value:G3}. Do not take it for that of more images."));
    }

    /// <summary>Says how much of the score of all images is bias by the fitted line, and how many images would bring that below the error.</summary>
    /// <param name="what">Of which set and model, for the sentence.</param>
    public Conclusion? Bias(string what)
    {
        if (fit is not { } line || All.Error is not { } error || !double.IsFinite(line.Intercept))
        {
            return null;
        }

        double bias = line.Slope * All.Reciprocal;
        double endlessError = Math.Sqrt((error * error) + line.InterceptVariance);
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"By the line over 1/n, {metric.Id} {what} would be {line.Intercept:G3} ± {endlessError:G2} for endless sets; of the {All.Value:G3} of {All.Count} images, {bias:G3} is bias.");

        // The bias falls as 1/n and the error as the root of that: they meet where their ratio at all images is made up for.
        double needed = All.Count * Math.Pow(bias / (ScoreInterval.NormalQuantile * error), 2);
        string verdict = error == 0 || !double.IsFinite(needed) ? ""
            : needed <= All.Count ? string.Create(CultureInfo.InvariantCulture, $" That is less than 1.96 of its errors, as it is from about n = {Math.Ceiling(needed):0} on.")
            : string.Create(CultureInfo.InvariantCulture, $" It would take about {Math.Ceiling(needed):0} generated images, and as many times the reference, to bring that below 1.96 of its errors.");
        return new Conclusion("bias", ConclusionKind.Verdict, metric.Id, found + verdict);
    }

    /// <summary>A score at one size: its value with its error, or the mean of its repeats.</summary>
    private readonly record struct Point(int Count, double Reciprocal, double Value, double? Error)
    {
        public static Point Of(ExperimentStep step, MetricResult result)
        {
            MetricScore score = result.Score!;
            return new Point(
                (int)step.Position,
                (1.0 / step.Position) + (result.ReferenceCount is { } reference ? 1.0 / reference : 0),
                score.Value,
                score.StandardError);
        }
    }
}
