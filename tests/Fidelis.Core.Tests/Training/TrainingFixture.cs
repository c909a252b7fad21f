using Fidelis.Networks.Architectures;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

/// <summary>A small data set of two colours and trainings on it, in a folder that vanishes afterwards.</summary>
internal sealed class TrainingFixture : IDisposable
{
    /// <summary>Rows and columns of the images, and of the network's: nothing is resized, and a step takes milliseconds.</summary>
    public const int Size = 16;

    private readonly TemporaryFolder folder = new();

    public TrainingFixture()
    {
        ClassFolders.Write(Path.Combine(Data, "blue"), 14, (90, 90, 130), Size);
        ClassFolders.Write(Path.Combine(Data, "red"), 14, (130, 90, 90), Size);
    }

    public string Data => PathOf("data");

    public static TrainingOptions Options(string output) => new()
    {
        OutputFolder = output,
        Epochs = 3,
        BatchSize = 5,
        LearningRate = 0.003,
        Seed = 5,
        InputSize = Size,
    };

    public string PathOf(string name) => Path.Combine(folder.Path, name);

    public void Dispose() => folder.Dispose();

    /// <summary>Trains BioCNN-1, which has dropout, into a folder of the fixture.</summary>
    public TrainingResult Train(string output, Func<TrainingOptions, TrainingOptions>? change = null, TrainingFollower? follower = null, TimeProvider? clock = null)
    {
        follower ??= new TrainingFollower();
        TrainingOptions options = Options(PathOf(output));
        TrainingJob job = new(ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(Data, 1), change?.Invoke(options) ?? options, clock ?? TimeProvider.System);
        return job.Run(follower, follower.Cancellation.Token);
    }

    /// <summary>Fails unless two trainings left the same bytes of weights.</summary>
    public void AssertSameWeights(string one, string other)
    {
        foreach (string file in new[] { TrainingFolder.BestFile, TrainingFolder.LastFile })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(PathOf(one), file)), File.ReadAllBytes(Path.Combine(PathOf(other), file)));
        }
    }
}
