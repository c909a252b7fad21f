using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>The folder of one training: what each file in it is called.</summary>
/// <param name="path">The folder.</param>
public sealed class TrainingFolder(string path)
{
    /// <summary>The weights of the best epoch.</summary>
    public const string BestFile = "best.safetensors";

    /// <summary>The weights of the last finished epoch.</summary>
    public const string LastFile = "last.safetensors";

    /// <summary>All that is needed to continue a training that is not finished.</summary>
    public const string CheckpointFile = "checkpoint.safetensors";

    /// <summary>Held open by the process that trains into the folder, and deleted at its end.</summary>
    public const string LockFile = ".training.lock";

    /// <summary>The run file.</summary>
    public const string RunFile = "run.json";

    /// <summary>The picture of the learning curves.</summary>
    public const string LearningCurvesFile = "learning-curves.svg";

    /// <summary>The picture of the ROC curves of the test images.</summary>
    public const string RocCurvesFile = "roc-curves.svg";

    /// <summary>The picture of the confusion matrix of the test images.</summary>
    public const string ConfusionMatrixFile = "confusion-matrix.svg";

    /// <summary>The picture of the calibration on the test images.</summary>
    public const string ReliabilityFile = "reliability.svg";

    /// <summary>The table of the learning curves.</summary>
    public const string LearningCurvesTable = "learning-curves.csv";

    /// <summary>The table of the ROC curves of the test images.</summary>
    public const string RocCurvesTable = "roc-curves.csv";

    /// <summary>The table of the calibration on the test images.</summary>
    public const string ReliabilityTable = "reliability.csv";

    /// <summary>The table of the classes and probabilities of the test images.</summary>
    public const string PredictionsTable = "predictions.csv";

    /// <summary>The page about the model.</summary>
    public const string ModelCardFile = "model-card.md";

    /// <summary>The table of the search that chose the hyperparameters, where there was one.</summary>
    public const string SearchTable = "search.csv";

    /// <summary>The table of a series of seeds, in the folder of the series.</summary>
    public const string SeedsTable = "seeds.csv";

    /// <summary>Gets the names of all files that a finished training leaves, in their ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        BestFile, ConfusionMatrixFile, LastFile, LearningCurvesTable, LearningCurvesFile, ModelCardFile, PredictionsTable, ReliabilityTable, ReliabilityFile,
        RocCurvesTable, RocCurvesFile, RunFile,
    ];

    /// <summary>Gets the paths of all files that a training into the folder replaces or deletes.</summary>
    public IEnumerable<string> Replaced => Files.Concat([CheckpointFile, SearchTable]).Select(PathOf);

    /// <summary>Gets the path of the weights of the best epoch.</summary>
    public string BestPath => PathOf(BestFile);

    /// <summary>Gets the path of the weights of the last finished epoch.</summary>
    public string LastPath => PathOf(LastFile);

    /// <summary>Gets the path of the checkpoint.</summary>
    public string CheckpointPath => PathOf(CheckpointFile);

    /// <summary>Gets the path of the run file.</summary>
    public string RunPath => PathOf(RunFile);

    /// <summary>Gets the path of a file in the folder.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The path.</returns>
    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Finds out before the work whether its result can be written, and clears away what was left half-written.</summary>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    internal void Prepare()
    {
        WholeFile.RequireWritable(BestPath);
        WholeFile.RequireWritable(LastPath);
        WholeFile.RequireWritable(CheckpointPath);
        WholeFile.RemoveLeftovers(path);
    }

    /// <summary>Takes the folder for this process, until what is returned is disposed of or the process ends, however it ends.</summary>
    /// <exception cref="InputException">Another training is writing into the folder.</exception>
    internal IDisposable Lock() => FileLock.TryTake(PathOf(LockFile)) ?? throw new InputException(
        $"The folder '{path}' must be free, but another training is writing into it: wait for its end, or choose another folder.");

    /// <summary>Deletes the files of an earlier training, which would be taken for those of this one. The checkpoint stays.</summary>
    /// <exception cref="InputException">A file cannot be deleted.</exception>
    internal void RemoveEarlier()
    {
        foreach (string file in Files.Append(SearchTable))
        {
            Remove(PathOf(file));
        }
    }

    /// <summary>Deletes the checkpoint of a training that is finished.</summary>
    /// <exception cref="InputException">It cannot be deleted.</exception>
    internal void RemoveCheckpoint() => Remove(CheckpointPath);

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{file}' of an earlier training cannot be deleted: {e.Message}", e);
        }
    }
}
