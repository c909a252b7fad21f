using Fidelis.Evaluation;
using Fidelis.Sensitivity;
using Fidelis.Tests.Evaluation;

namespace Fidelis.Tests.Sensitivity;

public sealed class JudgeExperimentTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_LayersThatDifferByAFactor_AgreeInEveryOrder()
    {
        EvaluationPlan plan = Plan(4) with { Models = ["scaled", "scaled@near"] };
        ExperimentResult result = SensitivityFixture.RunOne("judges", plan);

        // The same features times 16: every score is 256 times the other, and so is every error.
        Assert.Equal(["scaled:test@far", "scaled:test@near"], result.Series.Select(series => series.Model));
        Assert.Equal(
            result.Series[0].Steps.Select(step => 256 * step.Find("fid")!.Value),
            result.Series[1].Steps.Select(step => step.Find("fid")!.Value));
        Conclusion verdict = Assert.Single(result.Conclusions);
        Assert.Contains("The orders of 4 sets by fid of scaled:test@far and of scaled:test@near have a rank correlation of 1.00. Of 6 pairs of sets, both models tell ", verdict.Message, StringComparison.Ordinal);
        Assert.EndsWith(" in the same order and 0 in the opposite one.", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EveryModel_ScoresAsAnEvaluationDoes()
    {
        EvaluationPlan plan = Plan(3) with { Models = ["fake", "scaled", "fake@map"] };
        ExperimentResult result = SensitivityFixture.RunOne("judges", plan);

        RunResult expected = EvaluationFixture.Run(plan);
        Assert.Equal(
            expected.Comparisons.Select(comparison => comparison.Metrics[0].Score!.Value),
            result.Series.SelectMany(series => series.Steps).Select(step => step.Find("fid")!.Value));
        Assert.Equal(plan.Generated, result.Series[0].Steps.Select(step => step.Label));
        Assert.Equal(3, result.Conclusions.Count);
    }

    [Fact]
    public void Open_OneModelOrTwoSets_AreRefused()
    {
        Assert.Contains("two models or more: name others by --model", SensitivityFixture.Refusal("judges", Plan(3) with { Models = ["fake"] }), StringComparison.Ordinal);
        Assert.Contains("but there are 2: name others", SensitivityFixture.Refusal("judges", Plan(2) with { Models = ["fake", "scaled"] }), StringComparison.Ordinal);
    }

    private EvaluationPlan Plan(int sets) => new()
    {
        Reference = fixture.Images("real", 30),
        Generated = [.. Enumerable.Range(2, sets).Select(seed => fixture.Images($"fake-{seed}", 20 + seed, seed))],
        Metrics = ["fid"],
    };
}
