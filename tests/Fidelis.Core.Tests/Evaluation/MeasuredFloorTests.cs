using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Features;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation;

/// <summary>Measured floors in an evaluation: beside which scores, and what is said of them.</summary>
public sealed class MeasuredFloorTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_Measured_GivesEveryScoreAgainstTheReferenceAFloorAndSaysHow()
    {
        Comparison comparison = EvaluationFixture.Run(Plan(180, 90) with { Metrics = ["fid", "is", "precision", "sliced-wasserstein"], Settings = [new("is", "splits", "2")] }).Comparisons[0];

        Assert.Equal(["measured", null, "measured", "measured"], comparison.Metrics.Select(metric => metric.Score!.FloorMethod));
        string note = comparison.Conclusions.Single(conclusion => conclusion.Id == "measured-floor").Message;
        Assert.Contains("divided at random 20 times into 120 and 60 images", note);
        Assert.Contains("as 1/n: fid; as the root of 1/n: sliced-wasserstein; not at all, because no law is known: precision.", note);
    }

    [Fact]
    public void Run_MeasuredPerClass_DividesEachClassAndSaysWhereItIsTooSmall()
    {
        Comparison comparison = EvaluationFixture.Run(Plan(12, 6) with { Metrics = ["fid"], PerClass = true }).Comparisons[0];

        // Of 4 images of a class, divided 4 : 2, one part has 3 and the other 1.
        Assert.All(comparison.ClassMetrics, metric => Assert.Equal("moments", metric.Score!.FloorMethod));
        Assert.Contains(
            "could not be measured for a, b, c.",
            comparison.Conclusions.Single(conclusion => conclusion is { Id: "floor-not-measured", Metric: "fid" }).Message);
    }

    [Fact]
    public void Run_ImagesOfTheSameLaw_HasAVerdictThatNamesTheScores()
    {
        Comparison comparison = EvaluationFixture.Run(Plan(180, 90, defect: 0) with { Metrics = ["kid"] }).Comparisons[0];

        Assert.StartsWith("By kid of files", comparison.Conclusions.Single(conclusion => conclusion.Id == "within-measured-floor").Message);
        Assert.DoesNotContain(
            EvaluationFixture.Run(Plan(180, 90, defect: 0.5) with { Metrics = ["kid"] }).Comparisons[0].Conclusions, conclusion => conclusion.Id == "within-measured-floor");
    }

    [Fact]
    public void Open_AReferenceOfStatistics_CannotBeDivided()
    {
        EvaluationPlan plan = Plan(180, 90) with { Metrics = ["fid"] };

        Assert.Contains(
            "A floor is measured by dividing the reference, but",
            EvaluationFixture.Refusal(plan with { Reference = fixture.Statistics("s.npz", plan.Reference) }));
    }

    private EvaluationPlan Plan(int reference, int generated, double defect = 0.2) => new()
    {
        Reference = File("r.npz", SampleSets.Draw(1, reference, 4)),
        Generated = [File("g.npz", SampleSets.Draw(2, generated, 4, defect))],
        Floor = FloorKind.Measured,
    };

    private string File(string name, FeatureSet set)
    {
        FeatureFile.Write(fixture.PathOf(name), set with { ProtocolHash = Protocol.HashOf(set.ProtocolText) });
        return fixture.PathOf(name);
    }
}
