using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Training;
using Fidelis.Training.Search;

namespace Fidelis.Tests.Training;

public sealed class SearchTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(9, 90, "9@10 3@30")]
    [InlineData(9, 4, "9@1 3@1")]
    [InlineData(27, 27, "27@1 9@3 3@9")]
    [InlineData(8, 9, "8@1 2@3")]
    [InlineData(2, 9, "2@3")]
    public void Rungs_TrialsAndEpochs_KeepAThirdForThreeTimesAsLong(int trials, int epochs, string expected) =>
        Assert.Equal(expected, string.Join(' ', HyperparameterSearch.Rungs(trials, epochs).Select(rung => $"{rung.TrialCount}@{rung.Epochs}")));

    [Fact]
    public void Draw_ManyTrials_FillTheSpaceAndNothingElse()
    {
        SearchSpace space = new(Options("out"));
        SearchTrial[] trials = [.. Enumerable.Range(1, 300).Select(space.Draw)];

        Assert.All(trials, trial => Assert.InRange(trial.LearningRate, 0.0003, 0.03));
        // Half of a log-uniform law lies below its middle: 300 draws have a standard deviation of 8.7.
        Assert.InRange(trials.Count(trial => trial.LearningRate < 0.003), 110, 190);
        Assert.Equal([2, 5, 10], trials.Select(trial => trial.BatchSize).Distinct().Order());
        Assert.Equal(["flips,shifts,stains,turns", "flips,turns", "none"], trials.Select(trial => trial.AugmentationText).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["constant", "cosine"], trials.Select(trial => trial.Schedule).Distinct().Order());
        Assert.Equal(space.Draw(17), trials[16] with { Augmentations = space.Draw(17).Augmentations });
    }

    [Fact]
    public void Draw_StatedValues_AreNotSearchedAndLeaveTheOthers()
    {
        SearchTrial free = new SearchSpace(Options("out")).Draw(4);
        SearchTrial stated = new SearchSpace(Options("out"), isLearningRateFixed: true, isAugmentationFixed: true).Draw(4);

        Assert.Equal(0.003, stated.LearningRate);
        Assert.Empty(stated.Augmentations);
        Assert.Equal((free.BatchSize, free.Schedule), (stated.BatchSize, stated.Schedule));
    }

    [Fact]
    public void Run_ThreeTrials_TrainsTheWinnerAsIfItHadBeenAlone()
    {
        HyperparameterSearch search = Create("out", ExistingTraining.Refuse);
        List<string> begun = [];

        SearchResult found = search.Run(new TrainingFollower(), (trial, epochs) => begun.Add($"{trial.Number}@{epochs}"), TestContext.Current.CancellationToken);
        TrainingResult winner = Train(search.OptionsOf(found.Winner));
        search.RemoveTrials();

        Assert.Equal(["1@1", "2@1", "3@1"], begun);
        Assert.Equal(3, found.Scores.Count);
        Assert.Equal(found.Winner, Assert.Single(found.Scores, score => score.IsKept).Trial);
        TrainingEpoch[] best = [.. found.Scores.Select(score => score.Best!)];
        Assert.Equal(best.OrderByDescending(epoch => epoch.ValidationAccuracy).ThenBy(epoch => epoch.ValidationLoss), best);
        Assert.False(winner.IsInterrupted);
        Assert.Equal(3, winner.Epochs.Count);
        Train(found.Winner.Apply(Options("alone")));
        fixture.AssertSameWeights("alone", "out");
        Assert.Empty(Directory.GetDirectories(fixture.PathOf("out")));
    }

    [Fact]
    public void Run_EndedAndResumed_FindsTheSame()
    {
        SearchResult whole = Create("whole", ExistingTraining.Refuse).Run(new TrainingFollower(), (_, _) => { }, TestContext.Current.CancellationToken);
        foreach (int step in new[] { 2, 5 })
        {
            TrainingFollower follower = new() { CancelAfterStep = step };
            Assert.Throws<OperationCanceledException>(() => Create("pieces", ExistingTraining.Resume).Run(follower, (_, _) => { }, follower.Cancellation.Token));
        }

        SearchResult resumed = Create("pieces", ExistingTraining.Resume).Run(new TrainingFollower(), (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(whole.Scores.Select(Timeless), resumed.Scores.Select(Timeless));
        InputException e = Assert.Throws<InputException>(
            () => Create("pieces", ExistingTraining.Refuse).Run(new TrainingFollower(), (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains("--resume", e.Message);
    }

    [Fact]
    public void Run_EveryTrialDiverges_SaysSo()
    {
        TrainingOptions options = Options("out") with { LearningRate = 1e30, Epochs = 30 };
        HyperparameterSearch search = new(
            ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(fixture.Data, 1), options, new SearchSpace(options, isLearningRateFixed: true), 2, TimeProvider.System);

        InputException e = Assert.Throws<InputException>(() => search.Run(new TrainingFollower(), (_, _) => { }, TestContext.Current.CancellationToken));

        Assert.Contains("all of them diverged", e.Message);
    }

    private static string Timeless(SearchScore score) => $"{score.Rung} {score.Trial} {score.Best! with { Seconds = 0, ImagesPerSecond = 0 }} {score.IsKept}";

    private TrainingOptions Options(string output) => TrainingFixture.Options(fixture.PathOf(output));

    private HyperparameterSearch Create(string output, ExistingTraining existing)
    {
        TrainingOptions options = Options(output) with { Existing = existing };
        return new HyperparameterSearch(ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(fixture.Data, 1), options, new SearchSpace(options), 3, TimeProvider.System);
    }

    private TrainingResult Train(TrainingOptions options) =>
        new TrainingJob(ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(fixture.Data, 1), options, TimeProvider.System)
            .Run(new TrainingFollower(), TestContext.Current.CancellationToken);
}
