using Fidelis.Evaluation;
using Fidelis.Reports.Console;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Console;

public sealed class ScoreTableTests
{
    [Fact]
    public void Of_Example_ShowsScoreDeviationCeilingFloorRatioImagesAndTime() =>
        Snapshot.Match("Fidelis.Core.Tests", "score-table.txt", ScoreTable.Of(EvaluationExample.Result).ToText());

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
}
