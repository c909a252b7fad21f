using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation.Analysers;

public sealed class SmallDifferenceTests
{
    [Fact]
    public void Analyse_TwoGeneratedSets_SaysWhichScoresCannotTellThemApart()
    {
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["first", "alike", "worse"] },
            EvaluationSource.Of("real", SampleSets.Draw(1, 200, 4), "1", []),
            [
                EvaluationSource.Of("first", SampleSets.Draw(2, 200, 4, 0.2), "2", []),
                EvaluationSource.Of("alike", SampleSets.Draw(3, 200, 4, 0.2), "3", []),
                EvaluationSource.Of("worse", SampleSets.Draw(4, 200, 4, 0.8), "4", []),
            ],
            [],
            [KeyValuePair.Create(MetricCatalog.Find("fid")!, MetricSettings.Default), KeyValuePair.Create(MetricCatalog.Find("is")!, MetricSettings.Default)]);

        IReadOnlyList<Comparison> comparisons = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons;

        Assert.DoesNotContain(comparisons[0].Conclusions, conclusion => conclusion.Id == "small-difference");
        string message = Assert.Single(comparisons[1].Conclusions, conclusion => conclusion.Id == "small-difference").Message;
        Assert.StartsWith("'alike' and 'first' cannot be put in order by fid (", message);
        Assert.EndsWith("of files at these n: that is within 1.96 errors, taken as independent.", message);
        Assert.DoesNotContain(comparisons[2].Conclusions, conclusion => conclusion.Id == "small-difference");
    }

    [Fact]
    public void Analyse_ManySets_HasOneSentenceForEach()
    {
        EvaluationSource[] generated = [.. Enumerable.Range(0, 12).Select(i => EvaluationSource.Of($"set {i}", SampleSets.Draw(i + 2, 60, 4), $"{i}", []))];
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = [.. generated.Select(set => set.Name)] },
            EvaluationSource.Of("real", SampleSets.Draw(1, 60, 4), "r", []),
            generated,
            [],
            [KeyValuePair.Create(MetricCatalog.Find("fid")!, MetricSettings.Default)]);

        IReadOnlyList<Comparison> comparisons = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons;

        Assert.Matches(@"^By files at these n 'set 4' cannot be put in order with ('set \d' \(fid -?[\d.E-]+ ± [\d.E-]+\)(, | and |: )){2,4}the differences are within 1\.96 errors", Message(4));
        Assert.Matches("^'set 11' and (9|10|11) of the 11 sets before it, 'set [01]', 'set [12]', 'set [23]' and others, cannot be put in order by fid of files at these n", Message(11));

        string Message(int set) => Assert.Single(comparisons[set].Conclusions, conclusion => conclusion.Id == "small-difference").Message;
    }
}
