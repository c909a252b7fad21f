using Fidelis.Reports.Console;
using Fidelis.Statistics;
using Fidelis.Training;

namespace Fidelis.Tests.Reports.Console;

public sealed class ClassificationTablesTests
{
    private static readonly ClassificationScores Scores = ClassificationScores.Compute(
        ["a", "b", "c"], [0, 0, 1, 1], [0.75f, 0.25f, 0f, 0.5f, 0.5f, 0f, 0.25f, 0.75f, 0f, 0.5f, 0.5f, 0f]);

    [Fact]
    public void Classes_WithAClassThatIsAbsent_ShowsDashes() =>
        Assert.Equal(
            """
            class               images  precision   recall      F1     AUC     95 % interval
            ------------------  ------  ---------  -------  ------  ------  ----------------
            a                        2     66.7 %  100.0 %  80.0 %  0.8750  0.2997 to 0.9907
            b                        2    100.0 %   50.0 %  66.7 %  0.8750  0.2997 to 0.9907
            c                        0          -        -       -       -                 -
            mean of classes          4     83.3 %   75.0 %  73.3 %  0.8750  0.2276 to 0.9940
            weighted by images       4     83.3 %   75.0 %  73.3 %       -                 -

            """.ReplaceLineEndings("\n"),
            ClassificationTables.Classes(Scores).ToText());

    [Fact]
    public void Confusion_ThreeClasses_ShowsCounts() =>
        Assert.Equal(
            """
            true \ predicted  a  b  c
            ----------------  -  -  -
            a                 2  0  0
            b                 1  1  0
            c                 0  0  0

            """.ReplaceLineEndings("\n"),
            ClassificationTables.Confusion(Scores).ToText());

    [Fact]
    public void Comparison_TwoModels_ShowsWhereTheyDiffer() =>
        Assert.Equal(
            """
                       two right  two wrong
            ---------  ---------  ---------
            one right         40          3
            one wrong          7          2

            """.ReplaceLineEndings("\n"),
            ClassificationTables.Comparison("one", "two", new ModelComparison(40, 3, 7, 2, 0.34, 0.23)).ToText());

    [Fact]
    public void Describe_NearlyPerfectArea_NeverReadsPerfect()
    {
        // 1 pair of 40,000 is out of order: an area of 0.999975.
        float[] probabilities = [.. Enumerable.Range(0, 400).SelectMany(i =>
        {
            float score = i == 199 ? 0.5001f : i == 200 ? 0.5002f : i < 200 ? 0.25f : 0.75f;
            return new[] { 1 - score, score };
        })];
        ClassificationScores scores = ClassificationScores.Compute(["a", "b"], [.. Enumerable.Range(0, 400).Select(i => i == 199 ? 1 : i == 200 ? 0 : i / 200)], probabilities);

        Assert.Equal(0.999975, scores.MacroArea!.Value, 1e-12);
        Assert.Equal("0.9999", ClassificationTables.Classes(scores).Rows[0][5]);
        Assert.Equal("99.5 % (398 of 400 images, 95 % interval 98.2 % to 99.9 %)", ClassificationTables.Describe(Accuracy.Of(398, 400)));
    }
}
