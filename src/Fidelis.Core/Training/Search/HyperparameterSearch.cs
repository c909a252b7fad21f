using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training.Search;

/// <summary>
/// Finds hyperparameters by successive halving: all trials train for few epochs, the best third goes on to three times as many, until one
/// is left, which is trained to the end. The validation images alone decide; the test images are judged once, by the winner.
/// </summary>
/// <remarks>
/// <para>K. Jamieson and A. Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016.</para>
/// <para>
/// Each trial trains in a folder of its own below <c>search</c> and goes on from its checkpoint, with the schedule of the whole training, so
/// that the winner has the weights that it would have had alone. A search that is ended goes on where it was.
/// </para>
/// </remarks>
public sealed class HyperparameterSearch
{
    /// <summary>The trials where the user states no number: two rungs.</summary>
    public const int DefaultTrialCount = 9;

    /// <summary>The folder of the trials while the search runs, below the output folder.</summary>
    public const string TrialsFolder = "search";

    private const int Keep = 3;

    private readonly IArchitecture architecture;
    private readonly LabeledDataset data;
    private readonly TrainingOptions options;
    private readonly SearchSpace space;
    private readonly int trialCount;
    private readonly TimeProvider clock;
    private readonly BestEpochOrder order;

    /// <summary>Initializes a search; nothing is read or written yet.</summary>
    /// <param name="architecture">The network to be trained.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">What is not searched; the epochs are those of the winner.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="trialCount">The number of trials, at least 2.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="InputException">The number of trials is too small, or an option is out of its range.</exception>
    public HyperparameterSearch(
        IArchitecture architecture, LabeledDataset data, TrainingOptions options, SearchSpace space, int trialCount, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(clock);
        if (trialCount < 2)
        {
            throw new InputException($"A search needs at least 2 trials, but has {trialCount}.");
        }

        options.Validate();
        this.architecture = architecture;
        this.data = data;
        this.options = options;
        this.space = space;
        this.trialCount = trialCount;
        this.clock = clock;
        order = new BestEpochOrder(options.BestEpoch);
    }

    /// <summary>Lists the rungs of a search.</summary>
    /// <param name="trialCount">The trials.</param>
    /// <param name="epochs">The epochs of the whole training.</param>
    /// <returns>For each rung the trials that reach it, and the epochs after which they are compared.</returns>
    public static IReadOnlyList<(int TrialCount, int Epochs)> Rungs(int trialCount, int epochs)
    {
        List<int> counts = [];
        for (int count = trialCount; count > 1; count = Math.Max(1, count / Keep))
        {
            counts.Add(count);
        }

        return [.. counts.Select((count, i) => (count, Math.Max(1, (int)(epochs / Math.Pow(Keep, counts.Count - i)))))];
    }

    /// <summary>Runs all rungs and leaves the winner's checkpoint in the output folder, from which its training goes on.</summary>
    /// <param name="observer">Follows each trial.</param>
    /// <param name="begun">Is told of each trial before it trains, and of the epochs it trains to.</param>
    /// <param name="cancellation">Ends the search by an <see cref="OperationCanceledException"/>; the trials' checkpoints stay.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InputException">All trials diverged, or what a single training refuses.</exception>
    public SearchResult Run(ITrainingObserver observer, Action<SearchTrial, int> begun, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(begun);
        Prepare();
        List<SearchTrial> left = [.. Enumerable.Range(1, trialCount).Select(space.Draw)];
        LoadedDataset loaded = JobOf(left[0], 1).Load(observer, cancellation);
        List<SearchScore> scores = [];
        IReadOnlyList<(int TrialCount, int Epochs)> rungs = Rungs(trialCount, options.Epochs);
        for (int rung = 0; rung < rungs.Count; rung++)
        {
            int epochs = rungs[rung].Epochs;
            int next = rung + 1 < rungs.Count ? rungs[rung + 1].TrialCount : 1;
            List<(SearchTrial Trial, TrainingEpoch? Best)> standings = [];
            foreach (SearchTrial trial in left)
            {
                begun(trial, epochs);
                standings.Add((trial, BestOf(trial, epochs, loaded, observer, cancellation)));
            }

            standings.Sort((a, b) => Compare(a, b));
            scores.AddRange(standings.Select((s, place) => new SearchScore(s.Trial, rung + 1, epochs, s.Best, place < next && s.Best is not null)));
            left = [.. scores.Where(score => score.Rung == rung + 1 && score.IsKept).Select(score => score.Trial)];
            if (left.Count == 0)
            {
                throw new InputException("At least one trial must learn, but all of them diverged: search around a smaller learning rate.");
            }
        }

        Promote(left[0]);
        return new SearchResult(scores, left[0]);
    }

    /// <summary>Gets the options with which the winner is trained to the end.</summary>
    /// <param name="winner">The winner.</param>
    /// <returns>The options.</returns>
    public TrainingOptions OptionsOf(SearchTrial winner)
    {
        ArgumentNullException.ThrowIfNull(winner);
        return winner.Apply(options) with { Existing = ExistingTraining.Resume };
    }

    /// <summary>Deletes the folder of the trials.</summary>
    /// <exception cref="InputException">It cannot be deleted.</exception>
    public void RemoveTrials()
    {
        string folder = Path.Combine(options.OutputFolder, TrialsFolder);
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The trials in '{folder}' cannot be deleted: {e.Message}", e);
        }
    }

    private void Prepare()
    {
        TrainingFolder folder = new(options.OutputFolder);
        bool isUnfinished = File.Exists(folder.CheckpointPath) || Directory.Exists(Path.Combine(options.OutputFolder, TrialsFolder));
        switch (options.Existing)
        {
            case ExistingTraining.Refuse when isUnfinished:
                throw new InputException(
                    $"The folder of a new search must hold none that is unfinished, but '{options.OutputFolder}' does: continue it by --resume, begin anew by --overwrite, or choose another folder.");
            case ExistingTraining.Resume when !isUnfinished && File.Exists(folder.BestPath):
                throw new InputException(
                    $"There is nothing to resume in '{options.OutputFolder}': the training there is finished. Leave --resume away to search anew.");
            case ExistingTraining.Replace:
                folder.RemoveCheckpoint();
                RemoveTrials();
                break;
            default:
                break;
        }
    }

    private TrainingJob JobOf(SearchTrial trial, int epochs) => new(
        architecture,
        data,
        trial.Apply(options) with { OutputFolder = FolderOf(trial), PauseAfterEpoch = epochs, Existing = ExistingTraining.Resume },
        clock);

    private string FolderOf(SearchTrial trial) => Path.Combine(options.OutputFolder, TrialsFolder, FormattableString.Invariant($"trial-{trial.Number:00}"));

    private TrainingEpoch? BestOf(SearchTrial trial, int epochs, LoadedDataset loaded, ITrainingObserver observer, CancellationToken cancellation)
    {
        try
        {
            TrainingResult result = JobOf(trial, epochs).Run(observer, loaded, cancellation);
            cancellation.ThrowIfCancellationRequested();

            // A trial that was at a later rung before the search was ended is compared as it was here.
            return result.Epochs.Take(epochs).Min(order)!;
        }
        catch (TrainingDivergedException)
        {
            return null;
        }
    }

    private int Compare((SearchTrial Trial, TrainingEpoch? Best) a, (SearchTrial Trial, TrainingEpoch? Best) b)
    {
        int better = (a.Best, b.Best) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            ({ } one, { } other) => order.CompareScores(one, other),
        };
        return better != 0 ? better : a.Trial.Number.CompareTo(b.Trial.Number);
    }

    private void Promote(SearchTrial winner)
    {
        TrainingFolder folder = new(options.OutputFolder);
        if (File.Exists(folder.CheckpointPath))
        {
            return;
        }

        folder.RemoveEarlier();
        byte[] checkpoint = File.ReadAllBytes(Path.Combine(FolderOf(winner), TrainingFolder.CheckpointFile));
        Networks.Weights.WholeFile.Write(folder.CheckpointPath, stream => stream.Write(checkpoint));
    }
}
