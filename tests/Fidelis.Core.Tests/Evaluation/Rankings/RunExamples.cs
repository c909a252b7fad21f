using Fidelis.Evaluation;
using Fidelis.Evaluation.Rankings;
using Fidelis.Metrics;

namespace Fidelis.Tests.Evaluation.Rankings;

/// <summary>Runs of one model and one generated set, with the scores that a test needs.</summary>
internal static class RunExamples
{
    public const string Protocol = "decode -> resize -> net -> layer a";

    public static EvaluationRun Run(string name, params MetricResult[] metrics) => new(
        name + ".json",
        new RunResult(
            new SourceSummary("real", "images", 452, [], "aaaaaaaaaaaaaaaa"),
            [new SourceSummary(name, "images", 160, [], "bb" + name)],
            [Compare(0, Protocol, metrics)]));

    public static Comparison Compare(int generated, string protocol, params MetricResult[] metrics) => new(
        generated, new ModelSummary("net", "12", "a", "none", 4, 2), Summary(protocol), new ComparisonSeconds(1, 1, 1), metrics);

    public static ProtocolSummary Summary(string text) => new(text, Fidelis.Features.Protocol.HashOf(text));

    public static EvaluationRun WithProtocol(this EvaluationRun run, string text) => run with
    {
        Result = run.Result with { Comparisons = [.. run.Result.Comparisons.Select(comparison => comparison with { Protocol = Summary(text) })] },
    };

    public static EvaluationRun WithReference(this EvaluationRun run, string hash) =>
        run with { Result = run.Result with { Reference = run.Result.Reference with { ContentHash = hash } } };

    public static EvaluationRun WithHeldOut(this EvaluationRun run, string hash) =>
        run with { Result = run.Result with { HeldOut = new SourceSummary("held", "images", 9, [], hash) } };

    public static MetricResult Score(string id, double value, double? error = null, long? n = 160, string? ofClass = null, params KeyValuePair<string, string>[] options) =>
        new(id, new MetricScore(value) { StandardError = error }, null, 452, n, options, 0) { Class = ofClass };

    public static MetricResult Missing(string id, string why) => new(id, null, why, 452, 160, [], 0);
}
