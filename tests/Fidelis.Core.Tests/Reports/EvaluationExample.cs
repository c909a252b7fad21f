using Fidelis.Evaluation;
using Fidelis.Metrics;

namespace Fidelis.Tests.Reports;

/// <summary>An evaluation with everything that a report has to show: two sets, a score that is missing, no number, a skipped image.</summary>
internal static class EvaluationExample
{
    public static RunResult Result { get; } = new(
        new SourceSummary("real", "images", 452, [], "aa"),
        [
            new SourceSummary("fake, \"early\"", "images", 160, [new("bad.png", "The image 'bad.png' is empty (0 bytes).")], "bb"),
            new SourceSummary("foreign.npz", "statistics", null, [], "cc"),
        ],
        [
            new Comparison(
                0,
                new ModelSummary("biocnn-1:blood-cells", "1234", "leaky_re_lu_4", "none", 256, 4),
                new ProtocolSummary("decode -> [net]", "8885c558e976a987"),
                new ComparisonSeconds(0.5, 0.25, 0.125),
                [
                    new MetricResult(
                        "fid",
                        new MetricScore(23.41)
                        {
                            StandardError = 0.4,
                            Interval = new ScoreInterval(22.6, 24.2),
                            IntervalMethod = "influence",
                            Floor = 1.9,
                            FloorMethod = "moments",
                            Details = new Dictionary<string, double> { ["floorRatio"] = 23.41 / 1.9, ["x"] = double.NaN },
                        },
                        null,
                        452,
                        160,
                        [],
                        0.1),
                    new MetricResult(
                        "is",
                        new MetricScore(3.5214) { StandardError = 0.0235, Interval = new ScoreInterval(3.4753, 3.5675), IntervalMethod = "influence", Details = new Dictionary<string, double> { ["ceiling"] = 4, ["std"] = 0.0412 } },
                        null,
                        null,
                        160,
                        [new("splits", "10"), new("shuffle-seed", "none")],
                        0.025),
                ])
            {
                ClassMetrics =
                [
                    new MetricResult("fid", new MetricScore(30.5) { StandardError = 1.5, Interval = new ScoreInterval(27.6, 33.4), IntervalMethod = "influence", Floor = 8.2, FloorMethod = "moments", Details = new Dictionary<string, double> { ["floorRatio"] = 30.5 / 8.2 } }, null, 113, 40, [], 0.0625) { Class = "monocyte" },
                    new MetricResult("fid", null, "A covariance needs at least 2 images, but there is 1.", 113, 1, [], 0) { Class = "platelet" },
                ],
                Conclusions = [new Conclusion("small-sample", ConclusionKind.Warning, "fid", "Too few."), new Conclusion("resized-images", ConclusionKind.Note, null, "Resized.")],
            },
            new Comparison(
                1,
                new ModelSummary(null, null, null, null, 256, null),
                new ProtocolSummary("decode -> [net]", "8885c558e976a987"),
                new ComparisonSeconds(0.5, 0, 0.0625),
                [
                    new MetricResult("fid", new MetricScore(double.PositiveInfinity) { WhyNoInterval = "There is none." }, null, 452, null, [], 0.0625),
                    new MetricResult("is", null, "'foreign.npz' has no class probabilities.", null, null, [new("splits", "10"), new("shuffle-seed", "2020")], 0),
                ])
            {
                Conclusions = [new Conclusion("resized-images", ConclusionKind.Note, null, "Resized."), new Conclusion("not-computed", ConclusionKind.Error, "is", "Not computed.")],
            },
        ]);
}
