using Fidelis.Cli.Tables;
using Fidelis.Reports.Console;

namespace Fidelis.Cli.Tests.Tables;

public sealed class TableFitTests
{
    private static readonly TextTable Scores = new(
        [new("model", false), new("generated", false), new("fid ↓", true), new("fid floor", true), new("is ↑", true), new("kid ↓", true), new("images", true)],
        [
            ["runs/cells/best.safetensors@leaky_re_lu_4", "generated/early images", "99.5 ± 5.5", "0.4306", "3.706 ± 0.031 of 4", "-0.0052 ± 0.0052", "520 : 520"],
            ["runs/cells/best.safetensors@leaky_re_lu_4", "generated/late", "2.49 ± 0.66", "0.4306", "3.603 ± 0.036 of 4", "0.030 ± 0.010", "520 : 520"],
        ]);

    [Fact]
    public void Of_ATableThatFits_StaysAsItIs()
    {
        TableFit fit = TableFit.Of(Scores, 300);

        Assert.Empty(fit.Captions);
        Assert.Same(Scores, Assert.Single(fit.Parts).Table);
    }

    [Fact]
    public void Of_ATableThatIsTooWide_SaysOnceWhatAllRowsShare()
    {
        TableFit fit = TableFit.Of(Scores, 130);

        Assert.Equal(["model: runs/cells/best.safetensors@leaky_re_lu_4"], fit.Captions);
        Assert.Equal(["generated", "fid ↓", "fid floor", "is ↑", "kid ↓", "images"], Assert.Single(fit.Parts).Table.Columns.Select(column => column.Heading));
    }

    [Fact]
    public void Of_ATerminalWithoutRoomForAllNumbers_PutsSomeBelowBesideTheSameNames()
    {
        TableFit fit = TableFit.Of(Scores, 60);

        Assert.True(fit.Parts.Count > 1, "Seven columns do not fit.");
        Assert.All(fit.Parts, part => Assert.Equal("generated", part.Table.Columns[0].Heading));
        Assert.Equal(["fid ↓", "fid floor", "is ↑", "kid ↓", "images"], fit.Parts.SelectMany(part => part.Table.Columns.Skip(1)).Select(column => column.Heading.Replace('\n', ' ')));
    }

    [Fact]
    public void Of_ManyColumnsOfWords_RepeatsThoseAloneThatLeaveRoomForOthers()
    {
        string[] row = ["biocnn-1:blood-cells", "architecture-one", "64x64 pixels of three", "leaky_re_lu_4 (256)"];
        TextTable table = new([new("model", false), new("architecture", false), new("input", false), new("features", false)], [row, [.. row.Select(cell => cell + "'")]]);

        TableFit fit = TableFit.Of(table, 44);

        Assert.All(fit.Parts, part => Assert.Equal("model", part.Table.Columns[0].Heading));
        Assert.Equal(["architecture", "input", "features"], fit.Parts.SelectMany(part => part.Table.Columns.Skip(1)).Select(column => column.Heading));
    }

    [Fact]
    public void Of_OneRowOfNumbers_RepeatsNone()
    {
        TextTable table = new([new("generated", false), new("fid", true), new("is", true), new("kid", true)], [["early", "4.60 ± 0.85", "2.970 ± 0.040", "0.0198 ± 0.0059"]]);

        TableFit fit = TableFit.Of(table, 34);

        Assert.Equal(["generated: early"], fit.Captions);
        Assert.Equal(["fid", "is", "kid"], fit.Parts.SelectMany(part => part.Table.Columns).Select(column => column.Heading));
    }

    [Fact]
    public void Of_AnyWidth_KeepsEveryLetterAndTearsNoNumber()
    {
        for (int width = 45; width <= 200; width++)
        {
            TableFit fit = TableFit.Of(Scores, width);
            foreach (TableFit.Part part in fit.Parts)
            {
                Assert.InRange(1 + part.Widths.Sum(column => column + 3), 1, width);
                for (int i = 0; i < part.Widths.Count; i++)
                {
                    string heading = part.Table.Columns[i].Heading.Replace('\n', ' ');
                    int original = Scores.Columns.Index().First(column => column.Item.Heading == heading).Index;
                    for (int row = 0; row < 2; row++)
                    {
                        string cell = part.Table.Rows[row][i];
                        string expected = Scores.Rows[row][original];
                        Assert.Equal(expected.Replace(" ", ""), cell.Replace("\n", "").Replace(" ", ""));
                        Assert.True(!Scores.Columns[original].IsRightAligned || cell == expected, $"'{cell}' at {width} places.");
                        Assert.All(cell.Split('\n'), line => Assert.InRange(line.Length, 0, part.Widths[i]));
                    }
                }
            }
        }
    }

    [Fact]
    public void Of_ATerminalOfAFewPlaces_StillKeepsEverything()
    {
        TableFit fit = TableFit.Of(Scores, 5);

        Assert.Equal("generated/early images", fit.Parts[0].Table.Rows[0][0].Replace("\n", "").Replace("early", "early ").Replace("  ", " "));
        Assert.Equal(5, fit.Parts.Count);
    }

    [Fact]
    public void Of_OneRowOfNamesAlone_NeedsNoTable() => Assert.Equal(
        ["a: long name of a thing", "b: -"],
        TableFit.Of(new TextTable([new("a", false), new("b", false)], [["long name of a thing", ""]]), 10).Captions);

    [Theory]
    [InlineData("eosinophil, lymphocyte, monocyte", 12, "eosinophil,\nlymphocyte,\nmonocyte")]
    [InlineData("runs/my-cells/best.safetensors@leaky_re_lu_4", 20, "runs/my-cells/\nbest.safetensors@\nleaky_re_lu_4")]
    [InlineData("-0.0052 ± 0.0052", 7, "-0.0052\n±\n0.0052")]
    [InlineData("20260102T101112", 6, "202601\n02T101\n112")]
    [InlineData("細胞の画像", 4, "細胞\nの画\n像")]
    [InlineData("", 4, "")]
    [InlineData("a", 1, "a")]
    public void Wrap_Text_BreaksWhereItMay(string text, int width, string expected) => Assert.Equal(expected, CellText.Wrap(text, width));
}
