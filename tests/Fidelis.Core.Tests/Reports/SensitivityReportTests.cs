using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Reports.Console;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Svg;
using Fidelis.Sensitivity;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports;

/// <summary>Holds tables, run files, rows and charts of experiments to snapshots: one of layers, and one that repeats its steps and fits a line.</summary>
public sealed class SensitivityReportTests
{
    private const string Project = "Fidelis.Core.Tests";

    private static readonly SensitivityResult Result = new(
        new SourceSummary("real", "images", 452, [], "aa"),
        [new SourceSummary("early, \"x\"", "images", 160, [], "bb"), new SourceSummary("late", "images", 320, [], "cc")],
        [
            new ExperimentResult(
                ExperimentCatalog.Find("layers").Descriptor,
                [new("only", "all"), new("largest", "8192")],
                [Layers("one:a", 0, 3), Layers("one:a", 1, 1), Layers("two:b", 0, 40)],
                [new Conclusion("trend", ConclusionKind.Verdict, "fid", "It grows.")]),
            new ExperimentResult(
                ExperimentCatalog.Find("layers").Descriptor with { Id = "repeated", Question = "Is it repeated?", StepHeading = "images", AxisTitle = "Images", Axis = ExperimentAxis.Logarithmic, ComparesRatios = false },
                [],
                [Repeated("kept"), Repeated("taken away")],
                []),
        ],
        [new Conclusion("left-out", ConclusionKind.Note, null, "Something is left out.")]);

    [Fact]
    public void Table_Experiments_MatchTheSnapshot() => Snapshot.Match(
        Project, "sensitivity-tables.txt", string.Join('\n', Result.Experiments.Select(experiment => SensitivityTable.Of(Result, experiment).ToText() + SensitivityTable.Legend(experiment) + "\n")));

    [Fact]
    public void Csv_Experiments_MatchTheSnapshot() => Snapshot.Match(Project, "sensitivity.csv", SensitivityCsv.ToText(Result));

    [Fact]
    public void Json_Experiments_MatchTheSnapshotAndAreReadBack()
    {
        string text = RunFile.ToText(new RunEnvelope
        {
            Kind = SensitivityJson.Kind,
            Version = "1.2.3",
            Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Command = ["sensitivity", "layers", "real", "early"],
            Seed = 1,
            Seconds = 12.5,
            Machine = new MachineDescription("os", "cpu", 2, "avx2"),
            Inputs = SensitivityJson.Inputs(Result),
            Result = SensitivityJson.Result(Result),
        });

        Snapshot.Match(Project, "sensitivity-run.json", text);
        Assert.Equal(text, RunFile.ToText(RunFile.Parse(text)));
    }

    [Fact]
    public void Picture_Layers_MatchesTheSnapshot() => Snapshot.Match(Project, "sensitivity-layers.svg", SensitivityPicture.Draw(Result, Result.Experiments[0]));

    [Fact]
    public void Picture_RepeatedStepsAndFit_MatchesTheSnapshot() => Snapshot.Match(Project, "sensitivity-repeated.svg", SensitivityPicture.Draw(Result, Result.Experiments[1]));

    private static ExperimentSeries Layers(string model, int generated, double scale) => new(
        model,
        generated,
        "",
        [.. Enumerable.Range(0, 4).Select(i => new ExperimentStep(
            $"layer_{i}",
            i + 1,
            new ModelSummary(model, "1234", $"layer_{i}", i < 3 ? "avg" : "none", 32 << i, null),
            new ProtocolSummary($"decode -> layer_{i}", $"88{i}"),
            [
                new MetricResult(
                    "fid",
                    new MetricScore(scale * (4 - i))
                    {
                        StandardError = 0.5,
                        Interval = new ScoreInterval(Math.Max((scale * (4 - i)) - 1, 0), (scale * (4 - i)) + 1),
                        IntervalMethod = "influence",
                        Floor = 0.75,
                        FloorMethod = "moments",
                        Details = new Dictionary<string, double> { ["floorRatio"] = scale * (4 - i) / 0.75 },
                    },
                    null,
                    452,
                    160,
                    [],
                    0.25),
                i == 2
                    ? new MetricResult("kid", null, "It cannot be computed.", 452, 160, [new("subsets", "100")], 0)
                    : new MetricResult("kid", new MetricScore(0.01 * i) { StandardError = 0.002, Interval = new ScoreInterval((0.01 * i) - 0.004, (0.01 * i) + 0.004), IntervalMethod = "u-statistic" }, null, 452, 160, [new("subsets", "100")], 0.5),
            ])
        {
            Facts = [new("operator", i == 0 ? "Conv 3x3" : "ReLU"), new("depth", $"{i + 1}")],
        })]);

    private static ExperimentSeries Repeated(string trial) => new(
        "one:a",
        null,
        trial,
        [.. new[] { 50, 100, 200 }.Select((count, i) => new ExperimentStep(
            $"{count}",
            count,
            new ModelSummary("one:a", "1234", "layer_3", "none", 256, 4),
            new ProtocolSummary("decode -> layer_3", "883"),
            RepeatedScore.Of(
            [
                .. Enumerable.Range(0, 1 + (2 - i)).Select(repeat => (IReadOnlyList<MetricResult>)
                [
                    new MetricResult(
                        "fid",
                        new MetricScore((500.0 / count) + repeat) { StandardError = 0.5 + repeat, Interval = new ScoreInterval(1, 12), IntervalMethod = "influence", Floor = 50.0 / count, FloorMethod = "moments", Details = new Dictionary<string, double> { ["floorRatio"] = 10 } },
                        null,
                        count,
                        count,
                        [],
                        0.125),
                ]),
            ])))])
    {
        Fits = new Dictionary<string, IReadOnlyList<(double, double)>> { ["fid"] = [(50, 10.5), (100, 5.25), (200, 2.625)] },
    };
}
