using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Sensitivity;
using Fidelis.Testing;
using Fidelis.Tests.Evaluation;

namespace Fidelis.Tests.Sensitivity;

public sealed class SampleSizeExperimentTests : IDisposable
{
    private const int Dimension = 4;

    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_GaussianFeatures_FindsTheFloorAndTheDistanceOfEndlessSets()
    {
        // N(0, I) and N(m, I) with |m|² = 0.25: FID of endless sets is 0.25, and both sets of n have the floor C / n with C = 2.5 d + d² / 2 = 18.
        ExperimentResult result = Run(Plan(4000, 4000, 0.5), "fid");

        ExperimentSeries series = Assert.Single(result.Series);
        Assert.Equal([400, 556, 772, 1073, 1491, 2072, 2879, 4000], series.Steps.Select(step => (int)step.Position));
        foreach (ExperimentStep step in series.Steps)
        {
            // The fourth moments of 400 and more images of 4 features err by less than a tenth.
            NumericAssert.Close(18 / step.Position, step.Find("fid")!.Floor!.Value, 0, 0.1);
        }

        // A difference of means of 4,000 images errs by 2 · 0.5 · √(2 / 4000) = 0.022, four of which are allowed.
        (double endless, _) = LineOf(series);
        NumericAssert.Close(0.25, endless, 0.09);
        Assert.Contains(result.Conclusions, conclusion => conclusion.Id == "bias" && conclusion.Message.Contains("fid of '", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_FewImagesOfOneLaw_IsBiasedWhereTheFloorSaysAndKidIsNot()
    {
        // Both sets of one law, n = 40 to 400: FID is its floor, 18 / n at each n, and KID is 0.
        ExperimentResult result = Run(Plan(400, 400, 0), "fid", "kid");

        ExperimentStep[] steps = [.. Assert.Single(result.Series).Steps];
        MetricScore few = steps[0].Find("fid")!;
        MetricScore all = steps[^1].Find("fid")!;
        Assert.True(few.Value > 4 * all.Value, $"{few.Value} at {steps[0].Label} and {all.Value} at {steps[^1].Label}.");
        Assert.InRange(few.Details["floorRatio"], 0.6, 1.6);

        // One FID of n = 40 has a deviation of 2 / n · √(2.5 d + (d² - d) / 4) = 0.18, the mean of ten of them 0.057, which over 1/40 - 1/400 makes 2.5 of the slope;
        // that of all images shifts the whole line. Four of these.
        (_, double slope) = LineOf(Assert.Single(result.Series));
        NumericAssert.Close(18, slope, 10);
        MetricScore kid = steps[0].Find("kid")!;

        // Ten repeats: the mean errs by the deviation over √10; four of these.
        Assert.InRange(kid.Value, -4 * kid.Details["std"] / Math.Sqrt(10), 4 * kid.Details["std"] / Math.Sqrt(10));
        Assert.DoesNotContain(result.Conclusions, conclusion => conclusion.Id == "bias" && conclusion.Metric == "kid");
        Assert.False(Assert.Single(result.Series).Fits.ContainsKey("kid"));
    }

    [Fact]
    public void Run_AllImages_AreTheEvaluation()
    {
        EvaluationPlan plan = Plan(100, 60, 1);
        ExperimentResult result = Run(plan, "fid", "kid");

        Comparison expected = EvaluationFixture.Run(plan with { Metrics = ["fid", "kid"] }).Comparisons[0];
        ExperimentStep last = Assert.Single(result.Series).Steps[^1];
        Assert.Equal(expected.Metrics.Select(metric => metric.Score!.Value), last.Metrics.Select(metric => metric.Score!.Value));
        Assert.Equal((100, 60), (last.Metrics[0].ReferenceCount!.Value, last.Metrics[0].GeneratedCount!.Value));
        Assert.Equal(((long?)10, (long?)6), (result.Series[0].Steps[0].Metrics[0].ReferenceCount, result.Series[0].Steps[0].Metrics[0].GeneratedCount));
    }

    [Fact]
    public void Run_SeedThreadsAndBatch_DecideTheSubsetsOrNothing()
    {
        EvaluationPlan plan = new() { Reference = fixture.Images("real", 30), Generated = [fixture.Images("fake", 25, 2)], Models = ["fake"] };
        double[] expected = Values(Run(plan, "fid"));
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 3;
            Assert.Equal(expected, Values(Run(plan with { Extraction = new ExtractionOptions { BatchSize = 7 } }, "fid")));
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }

        double[] other = Values(Run(plan with { Seed = 2 }, "fid"));
        Assert.NotEqual(expected[0], other[0]);
        Assert.Equal(expected[^1], other[^1]);
    }

    [Fact]
    public void Run_ScoreThatStillMoves_IsWarnedOf()
    {
        // Two equal sets: FID of all images is 0 with an error of 0, and that of different subsets is above it.
        string features = Gaussian("same.npz", 60, 0, 1);
        ExperimentResult result = Run(new EvaluationPlan { Reference = features, Generated = [Copy(features)] }, "fid");

        Assert.Contains(result.Conclusions, conclusion => conclusion.Id == "unsettled" && conclusion.Kind == ConclusionKind.Warning);
    }

    [Fact]
    public void Open_TooFewImagesOrStatistics_AreRefused()
    {
        EvaluationPlan plan = Plan(100, 7, 1) with { Metrics = ["fid"] };
        Assert.Contains("Subsets of at least 4 images are drawn from twice as many or more, but ", SensitivityFixture.Refusal("sample-size", plan), StringComparison.Ordinal);
        string statistics = fixture.Statistics("s.npz", plan.Reference);
        Assert.Contains("holds statistics of all together", SensitivityFixture.Refusal("sample-size", plan with { Reference = statistics, Generated = [Gaussian("g.npz", 50, 1, 3)] }), StringComparison.Ordinal);
    }

    private static ExperimentResult Run(EvaluationPlan plan, params string[] metrics) => SensitivityFixture.RunOne("sample-size", plan with { Metrics = metrics });

    private static double[] Values(ExperimentResult result) => [.. result.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics).Select(metric => metric.Score!.Value)];

    private static (double Endless, double Slope) LineOf(ExperimentSeries series)
    {
        (double firstCount, double first) = series.Fits["fid"][0];
        (double lastCount, double last) = series.Fits["fid"][^1];
        double slope = (first - last) / ((1 / firstCount) - (1 / lastCount));
        return (last - (slope / lastCount), slope);
    }

    private EvaluationPlan Plan(int reference, int generated, double shift) =>
        new() { Reference = Gaussian("reference.npz", reference, 0, 1), Generated = [Gaussian("generated.npz", generated, shift, 2)] };

    private string Copy(string features)
    {
        string copy = fixture.PathOf("copy.npz");
        File.Copy(features, copy);
        return copy;
    }

    /// <summary>Writes a file of features of N(m, I), m = (shift, 0, ...).</summary>
    private string Gaussian(string name, int count, double shift, ulong seed)
    {
        Xoshiro256 random = new(seed);
        float[] values = [.. Enumerable.Range(0, count * Dimension).Select(i => (float)(random.NextGaussian() + (i % Dimension == 0 ? shift : 0)))];
        FeatureFile.Write(
            fixture.PathOf(name),
            new FeatureSet(new FeatureMatrix(Dimension, values), null, [.. Enumerable.Range(0, count).Select(i => $"{i:00000}")], new string?[count], FeatureSet.UnknownProtocol, "", []));
        return fixture.PathOf(name);
    }
}
