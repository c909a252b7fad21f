using Fidelis.Evaluation;
using Fidelis.Evaluation.Rankings;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Fidelis.Testing;

using static Fidelis.Tests.Evaluation.Rankings.RunExamples;

namespace Fidelis.Tests.Evaluation.Rankings;

public sealed class RankerTests
{
    [Fact]
    public void Rank_LowerHigherAndIdeal_PutsTheBestFirst()
    {
        RankingResult result = Ranker.Rank(
        [
            Run("a", Score("fid", 3), Score("precision", 0.5), Score("one-nn", 0.9)),
            Run("b", Score("fid", 1), Score("precision", 0.7), Score("one-nn", 0.2)),
            Run("c", Score("fid", 2), Score("precision", 0.6), Score("one-nn", 0.4)),
        ]);

        Assert.Equal(["fid", "one-nn", "precision"], result.Rankings.Select(ranking => ranking.Metric.Id));
        Assert.Equal(["b", "c", "a"], NamesOf(result, 0));
        Assert.Equal(["c", "b", "a"], NamesOf(result, 1)); // nearest to 0.5
        Assert.Equal(["b", "c", "a"], NamesOf(result, 2));
        Assert.Equal([1, 2, 3], result.Rankings[0].Scores.Select(score => score.Rank!.Value));

        // 0.4 from the ideal behind 0.1 from it; sums and differences of such numbers round by 2^-53 each.
        NumericAssert.Close(0.3, result.Rankings[1].Scores[2].BehindFirst!.Value.Value, 1e-15);
        Assert.False(result.IsForced);
    }

    [Fact]
    public void Rank_Errors_SayWhichGapsMayBeChance()
    {
        RankingResult result = Ranker.Rank([Run("a", Score("fid", 10, 3)), Run("b", Score("fid", 20, 4)), Run("c", Score("fid", 19, 0)), Run("d", Score("fid", 21))]);
        RankedScore[] scores = [.. result.Rankings[0].Scores];

        Assert.Equal(["a", "c", "b", "d"], NamesOf(result, 0));
        Assert.Null(scores[0].BehindFirst);

        // 9 ± 3, and 10 ± root(9 + 16): 3.0 and 2.0 errors, both more than 1.96; 1 ± 4 is less.
        Assert.Equal(new ScoreGap(9, 3, false), scores[1].BehindFirst);
        Assert.Equal(new ScoreGap(10, 5, false), scores[2].BehindFirst);
        Assert.Equal(new ScoreGap(1, 4, true), scores[2].BehindPrevious);
        Assert.Equal(new ScoreGap(1, null, null), scores[3].BehindPrevious);
        Assert.DoesNotContain(result.Conclusions, conclusion => conclusion.Id == "uncertain-first");
        Conclusion uncertain = Assert.Single(Ranker.Rank([Run("a", Score("fid", 10, 3)), Run("b", Score("fid", 15, 4))]).Conclusions);
        Assert.Equal("By fid the first place of 'a' may be chance: 'b' (5 ± 5 behind) is within 1.96 errors, taken as independent.", uncertain.Message);
    }

    [Fact]
    public void Rank_SameImagesTwice_AreNamedAndNoMatterOfChance()
    {
        EvaluationRun run = Run("a", Score("fid", 10, 3));

        Conclusion note = Assert.Single(Ranker.Rank([run, run with { Name = "b.json" }]).Conclusions);

        Assert.Equal("'a of a.json' and 'a of b.json' are the same images: their places say nothing about generators.", note.Message);
    }

    [Fact]
    public void Rank_ScoresOfOneRunAlone_AreNamedAndNotRanked()
    {
        RankingResult result = Ranker.Rank(
            [Run("a", Score("fid", 1)), Run("b", Score("fid", 2), Score("is", 2), Score("fid", 3, ofClass: "x"), Score("fid", 4, ofClass: "y"))]);

        Assert.Equal("fid", Assert.Single(result.Rankings).Metric.Id);
        Assert.Equal("'b.json' alone has scores of is, fid by class: there is nothing to rank them with.", Assert.Single(result.Conclusions).Message);
    }

    [Fact]
    public void Rank_EqualMissingAndNoNumbers_ShareAPlaceOrHaveNone()
    {
        RankingResult result = Ranker.Rank(
            [Run("a", Score("fid", double.NaN)), Run("b", Score("fid", double.PositiveInfinity)), Run("c", Score("fid", 2)), Run("d", Missing("fid", "Too few.")), Run("e", Score("fid", double.PositiveInfinity)), Run("f", Score("fid", 2))]);

        Assert.Equal(["c", "f", "b", "e", "a", "d"], NamesOf(result, 0));
        Assert.Equal([1, 1, 3, 3, null, null], result.Rankings[0].Scores.Select(score => score.Rank));
        Assert.Equal(0, result.Rankings[0].Scores[3].BehindPrevious!.Value.Value);
        Assert.Contains(result.Conclusions, conclusion => conclusion is { Kind: ConclusionKind.Error } && conclusion.Message.Contains("'d' could not be computed. Too few.", StringComparison.Ordinal));
    }

    [Fact]
    public void Rank_WhatDiffers_IsNamedInOneSentence()
    {
        EvaluationRun a = Run("a", Score("fid", 1), Score("kid", 1, options: [new("degree", "3"), new("subsets", "100")]), Score("ct", 1));
        (EvaluationRun Other, string Message)[] cases =
        [
            (Run("b", Score("fid", 2)).WithProtocol("decode -> crop -> net -> layer a"), "Scores are ranked by one protocol, but 'a.json' has 'resize' where 'b.json' has 'crop'."),
            (Run("b", Score("fid", 2)).WithProtocol("decode -> resize -> net -> layer a -> fast"), "'a.json' has nothing where 'b.json' has 'fast'."),
            (Run("b", Score("fid", 2)).WithProtocol("decode -> net -> resize -> layer a"), "'a.json' has 'decode -> resize -> net -> layer a' where 'b.json' has"),
            (Run("b", Score("fid", 2)).WithProtocol("unknown"), "'b.json' does not say by which it was made."),
            (Run("b", Score("fid", 2)).WithReference("cc"), "Scores are ranked against one reference, but that of 'a.json' is 'real' (aaaaaaaaaaaa) and that of 'b.json' is 'real' (cc)."),
            (Run("b", Score("kid", 2, options: [new("degree", "3"), new("subsets", "50")])), "but kid of 'a.json' has subsets=100 and that of 'b.json' has subsets=50."),
            (Run("b", Score("ct", 2)).WithHeldOut("dd"), "ct is ranked with one set of held-out images, but that of 'a.json' is not given and that of 'b.json' is 'held' (dd)."),
        ];

        foreach ((EvaluationRun other, string message) in cases)
        {
            InputException e = Assert.Throws<InputException>(() => Ranker.Rank([a, other]));
            Assert.Contains(message, e.Message, StringComparison.Ordinal);
            Assert.EndsWith("Evaluate alike, or add --force, which says so beside the scores.", e.Message, StringComparison.Ordinal);
            RankingResult forced = Ranker.Rank([a, other], force: true);
            Assert.True(forced.IsForced);
            RankedScore marked = forced.Rankings.SelectMany(ranking => ranking.Scores).Single(score => score.Deviations.Count > 0);
            Assert.Equal(1, marked.Run);
            Assert.Contains(forced.Conclusions, conclusion => conclusion is { Id: "not-comparable", Kind: ConclusionKind.Warning } && conclusion.Message.Contains(message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Rank_ForcedWithNothingToForce_IsNotForced() => Assert.False(Ranker.Rank([Run("a", Score("fid", 1)), Run("b", Score("fid", 2))], force: true).IsForced);

    // What a metric has no use for does not separate its scores: the held-out images matter to ct alone.
    [Fact]
    public void Rank_OtherHeldOutImages_SeparateOnlyMetricsThatLookAtThem() =>
        Assert.Equal(["a", "b"], NamesOf(Ranker.Rank([Run("a", Score("fid", 1)).WithHeldOut("dd"), Run("b", Score("fid", 2)).WithHeldOut("ee")]), 0));

    [Fact]
    public void Rank_UnknownProtocol_IsSharedByTheSetsOfOneRunAlone()
    {
        EvaluationRun run = Run("a", Score("fid", 1)).WithProtocol("unknown");
        EvaluationRun two = run with { Result = run.Result with { Comparisons = [.. run.Result.Comparisons, Compare(0, "unknown", Score("fid", 2))] } };

        Assert.Equal(2, Ranker.Rank([two]).Rankings[0].Scores.Count);
        Assert.Throws<InputException>(() => Ranker.Rank([run, run with { Name = "b.json" }]));
    }

    [Fact]
    public void Rank_SeveralProtocols_AreRankedApartAndWhatNotAllHaveIsNamed()
    {
        const string Other = "decode -> resize -> net -> layer b";
        const string Alone = "decode -> resize -> net -> layer c";
        EvaluationRun a = Run("a", Score("fid", 1));
        EvaluationRun b = Run("b", Score("fid", 2));
        a = a with { Result = a.Result with { Comparisons = [.. a.Result.Comparisons, Compare(0, Other, Score("fid", 30)), Compare(0, Alone, Score("fid", 5))] } };
        b = b with { Result = b.Result with { Comparisons = [Compare(0, Other, Score("fid", 20)), .. b.Result.Comparisons] } };
        RankingResult result = Ranker.Rank([a, b]);

        Assert.Equal(2, result.Rankings.Count);
        Assert.Equal(["a", "b"], NamesOf(result, 0));
        Assert.Equal(["b", "a"], NamesOf(result, 1));
        Conclusion note = Assert.Single(result.Conclusions);
        Assert.Equal("left-out", note.Id);
        Assert.Contains(Alone, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_UnequalNumbers_WarnWhereTheyMatter()
    {
        RankingResult biased = Ranker.Rank([Run("a", Score("fid", 1), Score("kid", 1)), Run("b", Score("fid", 2, n: 90), Score("kid", 2, n: 90))]);

        Assert.Equal("The generated sets have 160, 90 images: fid changes with n by itself. Take as many of each by --limit.", Assert.Single(biased.Conclusions).Message);
        Assert.Empty(Ranker.Rank([Run("a", Score("kid", 1)), Run("b", Score("kid", 2, n: 90))]).Conclusions);
        Assert.Contains("an unknown number of", Assert.Single(Ranker.Rank([Run("a", Score("fid", 1)), Run("b", Score("fid", 2, n: null))]).Conclusions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_DistancesInOppositeOrders_AreNamed()
    {
        RankingResult result = Ranker.Rank([Run("a", Score("fid", 1, 0.1), Score("kid", 2, 0.1)), Run("b", Score("fid", 2, 0.1), Score("kid", 1, 0.1))]);

        Assert.Contains("By kid (7.1 errors) 'b' is better than 'a', by fid (7.1 errors) it is worse", Assert.Single(result.Conclusions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_InceptionScoreAgainstADistance_IsNamedWithWhatItDoesNotLookAt()
    {
        RankingResult result = Ranker.Rank([Run("a", Score("fid", 1, 0.1), Score("is", 2, 0.1)), Run("b", Score("fid", 2, 0.1), Score("is", 3, 0.1))]);

        string message = Assert.Single(result.Conclusions).Message;
        Assert.StartsWith("By is (7.1 errors) 'b' is better than 'a', by fid (7.1 errors) it is worse", message, StringComparison.Ordinal);
        Assert.Contains("the reference has no part in is: look at the images", message, StringComparison.Ordinal);
        Assert.Empty(Ranker.Rank([Run("a", Score("fid", 1, 0.1), Score("is", 3, 0.1)), Run("b", Score("fid", 2, 0.1), Score("is", 2, 0.1))]).Conclusions);
    }

    [Fact]
    public void Rank_Classes_AreRankedAfterTheWholeSets()
    {
        RankingResult result = Ranker.Rank([Run("a", Score("fid", 1)), Run("b", Score("fid", 2))]);
        Assert.Null(result.Rankings[0].Class);
        EvaluationRun[] runs = [.. result.Runs.Select((run, i) => run with
        {
            Result = run.Result with { Comparisons = [run.Result.Comparisons[0] with { ClassMetrics = [Score("fid", 9 - i, ofClass: "x")] }] },
        })];
        result = Ranker.Rank(runs);

        Assert.Equal([null, "x"], result.Rankings.Select(ranking => ranking.Class));
        Assert.Equal(["b", "a"], NamesOf(result, 1));
    }

    [Fact]
    public void Rank_MetricsOfOthers_AreLeftOutOrRefused()
    {
        RankingResult result = Ranker.Rank([Run("a", Score("fid", 1), Score("new-metric", 1)), Run("b", Score("fid", 2), Score("is", 2))], ["fid"]);

        Assert.Equal("fid", Assert.Single(result.Rankings).Metric.Id);
        Assert.Contains("'a.json' has scores of 'new-metric', which this version does not know", Assert.Single(result.Conclusions).Message, StringComparison.Ordinal);
        Assert.Contains("No run has a score of 'kid'. There is: fid.", Assert.Throws<InputException>(() => Ranker.Rank([Run("a", Score("fid", 1))], ["kid"])).Message, StringComparison.Ordinal);
        Assert.Contains("At least two scores", Assert.Throws<InputException>(() => Ranker.Rank([Run("a", Score("fid", 1))])).Message, StringComparison.Ordinal);
        Assert.Contains("At least two scores", Assert.Throws<InputException>(() => Ranker.Rank([Run("a", Score("fid", 1)), Run("b", Score("is", 1))])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_Forced_SaysBesideTheNumberWhatDiffers()
    {
        RankingResult result = Ranker.Rank(
            [Run("a", Score("fid", 10, 3)), Run("b", Score("fid", 12, 4)).WithReference("cc").WithProtocol("decode -> crop"), Run("c", Missing("fid", "Too few."))], force: true);
        string expected = """
            place  generated  run     model                                         fid ↓   behind the one before     images
            -----  ---------  ------  -----  --------------------------------------------  ----------------------  ---------
                1  a          a.json  net@a                                  10.0 ± 3.0                       -  452 : 160
                2  b          b.json  net@a  12.0 ± 4.0 (other protocol, reference)  2.0 ± 5.0, within error  452 : 160
                -  c          c.json  net@a                                           -                       -  452 : 160

            """;

        string[] Words(string text) => text.Split([' ', '\n', '-'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Words(expected), Words(RankingTable.Of(result, result.Rankings[0]).ToText()));
    }

    private static IEnumerable<string> NamesOf(RankingResult result, int ranking) => result.Rankings[ranking].Scores.Select(score => result.GeneratedOf(score).Source);
}
