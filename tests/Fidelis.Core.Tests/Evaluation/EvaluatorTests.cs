using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Tests.Features;

namespace Fidelis.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_SeveralSets_MakesNetworkReadyOnceForAll(int generated)
    {
        FakeNetwork network = new();
        EvaluationPlan plan = new()
        {
            Reference = fixture.Images("kept-reference", 5),
            Generated = [.. Enumerable.Range(2, generated).Select(seed => fixture.Images($"kept-{seed}", 5, seed))],
            HeldOut = fixture.Images("kept-held-out", 5, seed: 9),
            Models = ["fake"],
            Metrics = ["fld"],
        };
        EvaluationInputs inputs = EvaluationSetup.Open(plan, _ => FakeNetwork.Register() with { Network = network }, SourceOpener.Open, cancellation: TestContext.Current.CancellationToken);

        RunResult result = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1, network.PreparedCount);
        Assert.Equal(generated, result.Comparisons.Count);
    }

    [Fact]
    public void Run_TwoModelsAndTwoSets_ComparesEachWithEach()
    {
        RunResult result = EvaluationFixture.Run(Plan() with { Generated = [fixture.Images("some", 15, 2), fixture.Images("more", 20, 3)], Models = ["fake", "fake@map"] });

        Assert.Equal([(0, "vector"), (1, "vector"), (0, "map"), (1, "map")], result.Comparisons.Select(comparison => (comparison.Generated, comparison.Model.Layer!)));
        Assert.Equal(30, result.Reference.ImageCount);
        Assert.Equal([15, 20], result.Generated.Select(set => set.ImageCount!.Value));
        Assert.All(result.Comparisons, comparison =>
        {
            Assert.Equal(["fid", "is", "kid"], comparison.Metrics.Select(metric => metric.Id));
            Assert.All(comparison.Metrics, metric => Assert.Null(metric.Error));
            Assert.Equal(2, comparison.Model.ClassCount);
            Assert.True(comparison.Seconds.Total >= comparison.Seconds.Reference + comparison.Seconds.Generated);
        });
        Assert.Equal((30, 15), (result.Comparisons[0].Metrics[0].ReferenceCount!.Value, result.Comparisons[0].Metrics[0].GeneratedCount!.Value));
        Assert.Null(result.Comparisons[0].Metrics[1].ReferenceCount);
        Assert.NotEqual(result.Comparisons[0].Protocol.Hash, result.Comparisons[2].Protocol.Hash);
    }

    [Fact]
    public void Run_BatchesAndThreads_ChangeNoDigit()
    {
        double[] expected = Scores(Plan());
        int before = Parallelism.ThreadCount;
        try
        {
            foreach (int threads in (int[])[1, 2])
            {
                Parallelism.ThreadCount = threads;
                foreach (int batch in (int[])[1, 7, 64])
                {
                    Assert.Equal(expected, Scores(Plan() with { Extraction = new ExtractionOptions { BatchSize = batch } }));
                }
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Run_FilesInsteadOfImages_GivesTheSameDigits()
    {
        EvaluationPlan plan = Plan();
        string reference = fixture.Features("r.npz", plan.Reference);
        string generated = fixture.Features("g.npz", plan.Generated[0]);

        RunResult files = EvaluationFixture.Run(plan with { Reference = reference, Generated = [generated], Models = [] });

        Assert.Equal(Scores(plan), files.Comparisons[0].Metrics.Select(metric => metric.Score!.Value).ToArray());
        Assert.Equal(Scores(plan), Scores(plan with { Reference = reference }));
        Assert.Null(files.Comparisons[0].Model.Id);
        Assert.Equal("features", files.Reference.Kind);
        Assert.Equal(64, files.Reference.ContentHash.Length);
        Assert.Equal(EvaluationFixture.Run(plan).Comparisons[0].Protocol, files.Comparisons[0].Protocol);
    }

    [Fact]
    public void Run_StatisticsFiles_GiveFidAndSayWhyThereIsNoInceptionScore()
    {
        EvaluationPlan plan = Plan();
        string reference = fixture.Statistics("r.npz", fixture.Features("rf.npz", plan.Reference));
        string generated = fixture.Statistics("g.npz", fixture.Features("gf.npz", plan.Generated[0]));

        Comparison comparison = EvaluationFixture.Run(plan with { Reference = reference, Generated = [generated], Models = [] }).Comparisons[0];

        // The same covariances, once from the file: equal to the last digits.
        Assert.Equal(Scores(plan)[0], comparison.FindScored("fid")!.Score!.Value, 1e-12 * Scores(plan)[0]);
        Assert.Equal("gaussian", comparison.FindScored("fid")!.Score!.FloorMethod);
        Assert.Null(comparison.FindScored("is"));
        Assert.Contains("has no class probabilities", comparison.Metrics[1].Error);
        Assert.Contains(comparison.Conclusions, conclusion => conclusion is { Id: "not-computed", Kind: ConclusionKind.Error, Metric: "is" });
    }

    [Fact]
    public void Run_FewerImagesThanSplits_ScoresTheRestAndSaysWhatToDo()
    {
        Comparison comparison = EvaluationFixture.Run(Plan() with { Generated = [fixture.Images("few", 5, 9)] }).Comparisons[0];

        Assert.NotNull(comparison.FindScored("fid"));
        Assert.Contains("--set is.splits=1", comparison.Metrics[1].Error);
    }

    [Fact]
    public void Run_BadImage_FailsOrIsSkippedAndListed()
    {
        EvaluationPlan plan = Plan();
        fixture.File("fake/0003x.bmp", []);

        InputException e = Assert.Throws<InputException>(() => EvaluationFixture.Run(plan));
        Assert.Contains("0003x.bmp", e.Message);

        RunResult result = EvaluationFixture.Run(plan with { Extraction = new ExtractionOptions { SkipBadImages = true } });
        Assert.Equal("0003x.bmp", Assert.Single(result.Generated[0].Skipped).Path);
        Assert.Equal(25, result.Generated[0].ImageCount);
        Assert.Contains(result.Comparisons[0].Conclusions, conclusion => conclusion.Id == "skipped-images" && conclusion.Message.Contains("1 of 26 images", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Progress_CountsEveryImageOnceForEachModel()
    {
        EvaluationPlan plan = Plan() with { Models = ["fake", "fake@map"], Extraction = new ExtractionOptions { BatchSize = 10 } };
        EvaluationInputs inputs = EvaluationFixture.Open(plan);
        List<EvaluationProgress> seen = [];

        Evaluator.Run(inputs, new Recorder(seen), TestContext.Current.CancellationToken);

        Assert.Equal(inputs.ImagePassCount, seen[^1].Done);
        Assert.Equal(seen.Select(state => state.Done).Order(), seen.Select(state => state.Done));
    }

    [Fact]
    public void Run_Cancelled_Ends()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Run(EvaluationFixture.Open(Plan()), null, cancelled.Token));
    }

    [Fact]
    public void FindTrips_Limits_NameTheComparisonsThatPassThem()
    {
        RunResult result = EvaluationFixture.Run(Plan() with { Generated = [fixture.Images("few", 5, 9), fixture.Images("fake", 25, 2)] });
        double fid = result.Comparisons[1].FindScored("fid")!.Score!.Value;

        Assert.Empty(new Threshold("fid", 1e9, IsUpper: true).FindTrips(result));
        Assert.Equal(2, new Threshold("fid", 0, IsUpper: true).FindTrips(result).Count);
        Assert.Contains("below the limit", Assert.Single(new Threshold("fid", fid * 1.0001, IsUpper: false).FindTrips(result), trip => trip.Contains("fake", StringComparison.Ordinal)));
        InputException e = Assert.Throws<InputException>(() => new Threshold("is", 1, IsUpper: false).FindTrips(result));
        Assert.Contains("could not be computed", e.Message);
    }

    private static double[] Scores(EvaluationPlan plan) => [.. EvaluationFixture.Run(plan).Comparisons[0].Metrics.Select(metric => metric.Score!.Value)];

    private EvaluationPlan Plan() => new()
    {
        Reference = Directory.Exists(fixture.PathOf("real")) ? fixture.PathOf("real") : fixture.Images("real", 30),
        Generated = [Directory.Exists(fixture.PathOf("fake")) ? fixture.PathOf("fake") : fixture.Images("fake", 25, 2)],
        Models = ["fake"],
    };

    private sealed class Recorder(List<EvaluationProgress> seen) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => seen.Add(value);
    }
}
