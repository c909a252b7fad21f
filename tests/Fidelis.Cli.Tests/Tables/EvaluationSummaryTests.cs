using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Testing;
using Spectre.Console;

namespace Fidelis.Cli.Tests.Tables;

public sealed class EvaluationSummaryTests
{
    [Fact]
    public void Write_OnATerminal_DrawsLinesAndWrapsSentences() => Snapshot.Match("Fidelis.Cli.Tests", "evaluation-terminal.txt", Write(interactive: true, width: 110));

    [Fact]
    public void Write_Redirected_KeepsARowInALine() => Snapshot.Match("Fidelis.Cli.Tests", "evaluation-redirected.txt", Write(interactive: false, width: 200));

    [Fact]
    public void Write_NamesWithBrackets_AreNoMarkup() => Assert.Contains("fake [red]", Write(interactive: true, width: 200));

    [Fact]
    public void Write_MetricOfALayerOfItsOwn_SaysWhichAndKeepsNamesOnTheirLine()
    {
        RunResult result = Result();
        MetricResult spatial = new("sfid", new MetricScore(3), null, 452, 160, [], 0.1) { Layer = "mixed" };
        result = result with
        {
            Generated = [result.Generated[0] with { Source = "fake\nerror: \u001b[31m" }],
            Comparisons = [result.Comparisons[0] with { Metrics = [spatial] }],
        };

        string text = Write(interactive: false, width: 200, result);

        Assert.Contains("\nlayer: sfid looks at the layer mixed instead, all its values in a row\n", text);
        Assert.Contains("fake\\u000aerror: \\u001b[31m", text);
    }

    private static string Write(bool interactive, int width, RunResult? result = null)
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        EvaluationSummary.Write(new CommandContext(console, console, output, TimeProvider.System, _ => null), result ?? Result());

        // Cells are padded to the end of their column, which an editor would strip from the snapshot.
        return string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    private static RunResult Result() => new(
        new SourceSummary("real", "images", 452, [], "aa"),
        [new SourceSummary("fake [red]", "images", 160, [], "bb"), new SourceSummary("late", "images", 160, [], "cc")],
        [Compare(0, 23.41, 3.5214), Compare(1, 2.5, null)]);

    private static Comparison Compare(int generated, double fid, double? inceptionScore) => new(
        generated,
        new ModelSummary("biocnn-1:blood-cells", "1234", "leaky_re_lu_4", "none", 256, 4),
        new ProtocolSummary("decode to 8-bit RGB -> squash to 64x64 -> x/127.5-1 -> biocnn-1, weights 1234 -> layer leaky_re_lu_4 -> pooling avg", "feedfeedfeedfeed"),
        new ComparisonSeconds(1, 0.5, 0.25),
        [
            new MetricResult("fid", new MetricScore(fid) { Floor = 1.9, FloorMethod = "moments", Details = new Dictionary<string, double> { ["floorRatio"] = fid / 1.9 } }, null, 452, 160, [], 0.1),
            new MetricResult(
                "is",
                inceptionScore is { } value ? new MetricScore(value) { StandardError = 0.0235, Details = new Dictionary<string, double> { ["ceiling"] = 4, ["std"] = 0.0412 } } : null,
                inceptionScore is null ? "The reason." : null,
                null,
                160,
                [],
                0.1),
        ])
    {
        Conclusions =
        [
            new Conclusion("small-sample", ConclusionKind.Warning, "fid", "FID compares covariances of 256 features, but there are 160 images. Take at least 512 images, or a layer with fewer features."),
            new Conclusion("within-floor", ConclusionKind.Verdict, "fid", "It cannot be told from the reference."),
            new Conclusion("resized-images", ConclusionKind.Note, null, "160 of 160 images were resized."),
            .. inceptionScore is null ? [new Conclusion("not-computed", ConclusionKind.Error, "is", "Inception Score could not be computed. The reason.")] : Array.Empty<Conclusion>(),
        ],
    };
}
