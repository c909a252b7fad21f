using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class TrainingSeriesTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_TwoSeedsAndResumed_TrainsEachOnce()
    {
        List<ulong> trained = [];

        IReadOnlyList<TrainingOutcome> first = Series([1, 2], resume: false, trained);
        IReadOnlyList<TrainingOutcome> again = Series([1, 2, 3], resume: true, trained);

        Assert.Equal([1ul, 2, 3], trained);
        Assert.Equal(first, again.Take(2));
        Assert.Equal([1ul, 2, 3], again.Select(outcome => outcome.Seed));
    }

    [Fact]
    public void Run_FinishedWithOtherOptions_NamesThem()
    {
        Series([1], resume: false, []);

        InputException e = Assert.Throws<InputException>(() => Series([1], resume: true, [], epochs: 2));

        Assert.Contains("the epochs was '1' and is now '2'", e.Message);
    }

    [Fact]
    public void Run_FinishedWithOtherImages_SaysSo()
    {
        Series([1], resume: false, []);
        string image = Directory.EnumerateFiles(fixture.Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Copy(image, Path.Combine(Path.GetDirectoryName(image)!, "one-more" + Path.GetExtension(image)));

        InputException e = Assert.Throws<InputException>(() => Series([1], resume: true, []));

        Assert.Contains("the hash of the images was", e.Message);
    }

    [Fact]
    public void Run_SeedNamedTwice_IsRefused() =>
        Assert.Contains("3 is named 2 times", Assert.Throws<InputException>(() => Series([3, 3], resume: false, [])).Message);

    [Fact]
    public void Summarise_Values_HaveTheDeviationOfASample()
    {
        (double mean, double? deviation) = TrainingSeries.Summarise([0.98, 0.99, 1.0]);

        NumericAssert.Close([0.99, 0.01], [mean, deviation!.Value], 1e-15);
        Assert.Null(TrainingSeries.Summarise([0.5]).Deviation);
    }

    private IReadOnlyList<TrainingOutcome> Series(ulong[] seeds, bool resume, List<ulong> trained, int epochs = 1) => TrainingSeries.Run(
        seeds,
        seed => new TrainingJob(
            ArchitectureCatalog.Find("biocnn-1"),
            DatasetFolder.Open(fixture.Data, seed),
            TrainingFixture.Options(fixture.PathOf(TrainingSeries.FolderOf(seed))) with { Seed = seed, Epochs = epochs, Existing = resume ? ExistingTraining.Resume : ExistingTraining.Refuse },
            TimeProvider.System),
        resume ? job => job.FindFinished(new TrainingFollower(), TestContext.Current.CancellationToken) : null,
        (seed, job) =>
        {
            trained.Add(seed);
            return job.Run(new TrainingFollower(), TestContext.Current.CancellationToken);
        });
}
