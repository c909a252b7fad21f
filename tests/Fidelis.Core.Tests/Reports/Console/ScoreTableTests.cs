using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Reports.Console;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Console;

public sealed class ScoreTableTests
{
    [Fact]
    public void Of_Example_ShowsScoreDeviationCeilingFloorRatioImagesAndTime() =>
        Snapshot.Match("Fidelis.Core.Tests", "score-table.txt", ScoreTable.Of(EvaluationExample.Result).ToText());

    [Fact]
    public void OfClasses_Example_HasARowForEachClass() => Assert.Equal(
        """
        model                               generated      class          fid ↓  fid floor  ratio    images
        ----------------------------------  -------------  --------  ----------  ---------  -----  --------
        biocnn-1:blood-cells@leaky_re_lu_4  fake, "early"  monocyte  30.5 ± 1.5        8.2   3.72  113 : 40
        biocnn-1:blood-cells@leaky_re_lu_4  fake, "early"  platelet           -          -      -   113 : 1

        """.ReplaceLineEndings("\n"),
        ScoreTable.OfClasses(EvaluationExample.Result)!.ToText());

    [Fact]
    public void Of_MeasuredFloors_HaveTheirSpreadAndOnlyThoseThatAreNoChanceARatio()
    {
        Comparison comparison = EvaluationExample.Result.Comparisons[0] with
        {
            Metrics = [Measured("fid", 2.5, 1.25, 2), Measured("kid", 0.5, 0.001, null), Measured("mind", 3, 0.1, null)],
        };

        TextTable table = ScoreTable.Of(EvaluationExample.Result with { Comparisons = [comparison] });

        Assert.Equal(["fid ↓", "fid floor", "ratio", "kid ↓", "kid floor", "mind ↓", "mind floor", "ratio"], table.Columns.Skip(2).SkipLast(2).Select(column => column.Heading));
        Assert.Equal(["2.5", "1.25 ± 0.12", "2", "0.5", "0.00 ± 0.12", "3", "0.10 ± 0.12", "-"], table.Rows[0].Skip(2).SkipLast(2));
    }

    [Fact]
    public void OfClasses_NoClasses_IsNoTable() =>
        Assert.Null(ScoreTable.OfClasses(EvaluationExample.Result with { Comparisons = [EvaluationExample.Result.Comparisons[1]] }));

    [Fact]
    public void ConfusionTable_WithRecall_LeavesClassesWithoutImagesOut() => Assert.Equal(
        """
        should be  a  b  c  recall
        ---------  -  -  -  ------
        a          2  0  1  66.7 %
        b          1  0  0   0.0 %

        """.ReplaceLineEndings("\n"),
        ConfusionTable.WithRecall("should be", new ClassConfusion(["a", "b", "c"], new ConfusionMatrix(3, [0, 0, 0, 1], [0, 0, 2, 0]))).ToText());

    [Fact]
    public void Of_NoFloorAnywhere_LeavesItsColumnsOut()
    {
        RunResult result = EvaluationExample.Result with { Comparisons = [EvaluationExample.Result.Comparisons[1]] };

        Assert.Equal(["model", "generated", "fid ↓", "is ↑", "images", "seconds"], ScoreTable.Of(result).Columns.Select(column => column.Heading));
    }

    [Fact]
    public void ConclusionList_Example_SaysEverySentenceOnceTheGravestFirst() =>
        Assert.Equal(["not-computed", "small-sample", "resized-images"], ConclusionList.Of(EvaluationExample.Result).Select(conclusion => conclusion.Id));

    [Fact]
    public void ToText_RaggedCells_AreAligned()
    {
        TextTable table = new([new("a", false), new("number", true)], [["long name", "1"], ["b", "12345678"]]);

        Assert.Equal("a            number\n---------  --------\nlong name         1\nb          12345678\n", table.ToText());
    }

    private static MetricResult Measured(string id, double value, double floor, double? ratio)
    {
        Dictionary<string, double> details = new() { ["floorStd"] = 0.125 };
        if (ratio is { } known)
        {
            details.Add("floorRatio", known);
        }

        return new MetricResult(id, new MetricScore(value) { Floor = floor, FloorMethod = "measured", Details = details }, null, 10, 10, [], 0);
    }
}
