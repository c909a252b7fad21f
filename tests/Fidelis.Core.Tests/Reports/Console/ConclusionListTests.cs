using Fidelis.Evaluation;
using Fidelis.Reports.Console;

namespace Fidelis.Tests.Reports.Console;

public sealed class ConclusionListTests
{
    [Fact]
    public void Of_SentencesThatDifferByTheirSet_BecomeOne()
    {
        IReadOnlyList<Conclusion> list = ConclusionList.Of(Result(Few("a", 10), Few("b", 10), Few("a", 10), Few("c", 10), Few("d", 20)));

        Assert.Equal(["There are 10 images in 'a', 'b' and 'c'.", "There are 20 images in 'd'."], list.Select(conclusion => conclusion.Message));
    }

    [Fact]
    public void Of_SetsThatTheSentenceDependsOn_StayApart()
    {
        Conclusion first = new("verdict", ConclusionKind.Verdict, "fid", "FID of 'a' is 1.");
        Conclusion second = new("verdict", ConclusionKind.Verdict, "fid", "FID of 'b' is 1.");

        Assert.Equal([first.Message, second.Message], ConclusionList.Of(Result(first, second)).Select(conclusion => conclusion.Message));
    }

    [Fact]
    public void Of_Kinds_ComeInTheOrderOfTheirWeight()
    {
        Conclusion[] mixed =
        [
            new("n", ConclusionKind.Note, null, "note"),
            new("v", ConclusionKind.Verdict, null, "verdict"),
            new("w", ConclusionKind.Warning, null, "warning"),
            new("e", ConclusionKind.Error, null, "error"),
        ];

        Assert.Equal(["error", "warning", "verdict", "note"], ConclusionList.Of(Result(mixed)).Select(conclusion => conclusion.Message));
    }

    private static Conclusion Few(string set, int count) =>
        new("few", ConclusionKind.Warning, null, $"There are {count} images in '{set}'.") { Set = set };

    private static RunResult Result(params Conclusion[] conclusions)
    {
        SourceSummary source = new("s", "folder", 1, [], "");
        Comparison comparison = new(0, new ModelSummary(null, null, null, null, null, null), new ProtocolSummary("", ""), new ComparisonSeconds(0, 0, 0), []);
        return new RunResult(source, [source], [.. conclusions.Select(conclusion => comparison with { Conclusions = [conclusion] })]);
    }
}
