using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation.Analysers;

public sealed class AboveReferenceTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(150)]
    public void Analyse_SurerClassesThanTheRealOnes_IsNamedAtEqualNumbers(int count)
    {
        string message = Assert.Single(Compare(SampleSets.Draw(1, 300, 4, 0.3), SampleSets.Draw(2, count, 4))).Message;

        Assert.StartsWith($"The Inception Score of {Math.Min(count, 300)} images of 'fake' is ", message);
        Assert.Contains("of as many real ones in 'real'", message);
    }

    [Fact]
    public void Analyse_TheSameLawOrLessSure_IsSilent()
    {
        FeatureSet reference = SampleSets.Draw(1, 300, 4);

        Assert.Empty(Compare(reference, reference));
        Assert.Empty(Compare(reference, SampleSets.Draw(2, 300, 4)));
        Assert.Empty(Compare(reference, SampleSets.Draw(2, 300, 4, 0.3)));
    }

    [Fact]
    public void Analyse_AReferenceThatHasNoSuchScore_IsSilent()
    {
        FeatureSet generated = SampleSets.Draw(2, 300, 4);

        // Fewer images than splits, logits, and no probabilities.
        Assert.Empty(Compare(SampleSets.Draw(1, 5, 4, 0.3), generated));
        Assert.Empty(Compare(SampleSets.Draw(1, 300, 4) with { Probabilities = new FeatureMatrix(3, [.. Enumerable.Repeat(2f, 900)]) }, generated));
        Assert.Empty(Compare(SampleSets.Draw(1, 300, 4) with { Probabilities = null }, generated));
    }

    private static Conclusion[] Compare(FeatureSet reference, FeatureSet generated)
    {
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["fake"] },
            EvaluationSource.Of("real", reference, "1", []),
            [EvaluationSource.Of("fake", generated, "2", [])],
            [],
            [KeyValuePair.Create(MetricCatalog.Find("is")!, MetricSettings.Default)]);
        IReadOnlyList<Conclusion> conclusions = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons[0].Conclusions;
        return [.. conclusions.Where(conclusion => conclusion.Id == "above-reference")];
    }
}
