using Fidelis.Networks.Architectures;
using Fidelis.Networks.Training;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>
/// Trains a classifier on labelled images: decodes them, then epoch by epoch learns, validates and writes the weights, and at the end
/// judges the best weights on the test images.
/// </summary>
/// <remarks>
/// <para>
/// The same data, options and seed give the same bytes of weights on machines of the same instruction set, whatever the number of
/// threads, the memory, and the number of times that the training was ended and resumed.
/// </para>
/// <para>
/// A checkpoint is written whenever a hundred times the time has passed that the last one took, and where the training is cancelled.
/// What ends the process without warning thus costs a few seconds of work.
/// </para>
/// </remarks>
public sealed class TrainingJob
{
    private readonly IArchitecture architecture;
    private readonly LabeledDataset data;
    private readonly TrainingOptions options;
    private readonly TimeProvider clock;

    /// <summary>Initializes a job; nothing is read or written yet.</summary>
    /// <param name="architecture">The network to be trained.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="clock">The time, for the seconds and rates of the curves, and for when a checkpoint is due.</param>
    /// <exception cref="InputException">An option is out of its range, or names classes that the images do not have.</exception>
    public TrainingJob(IArchitecture architecture, LabeledDataset data, TrainingOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        options.ClassWeights.For(data);
        this.architecture = architecture;
        this.data = data;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Runs the job.</summary>
    /// <param name="observer">Follows it.</param>
    /// <param name="cancellation">
    /// Ends it before the next batch: the result is then marked as interrupted and holds the finished epochs, whose weights are on disk
    /// beside a checkpoint.
    /// </param>
    /// <returns>What was found. It is marked as interrupted, too, where the options ask for a pause.</returns>
    /// <exception cref="InputException">
    /// An image cannot be read, the weights cannot be written, the training diverged, the folder holds a training that is not finished, or
    /// the one that is to be resumed is another one; or a batch cannot fit into memory.
    /// </exception>
    public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellation) => Run(observer, null, cancellation);

    /// <summary>Loads the images, so that several jobs on the same images can share them.</summary>
    internal LoadedDataset Load(ITrainingObserver observer, CancellationToken cancellation) =>
        LoadedDataset.Load(data, Create().Input, options.Rules, options.ImageMemoryBytes, observer, cancellation);

    /// <summary>Finds what a finished training of this job's identity left in its folder.</summary>
    /// <param name="observer">Hears of the images, which are looked at where there is one.</param>
    /// <param name="cancellation">Ends that by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What it found; <see langword="null"/> where there is none, or one that is not finished.</returns>
    /// <exception cref="InputException">The folder holds a finished training of another identity, or a damaged one.</exception>
    public TrainingOutcome? FindFinished(ITrainingObserver observer, CancellationToken cancellation)
    {
        TrainingFolder folder = new(options.OutputFolder);
        if (File.Exists(folder.CheckpointPath) || !File.Exists(folder.BestPath) || TrainingOutcome.Read(folder.BestPath, out IReadOnlyDictionary<string, string> identity) is not { } outcome)
        {
            return null;
        }

        Dictionary<string, string> own = TrainingIdentity.Of(Create(), data, options);
        if (!TrainingIdentity.Differences(identity, own).Any())
        {
            own[TrainingIdentity.DataHash] = Load(observer, cancellation).Hash;
        }

        string[] differences = [.. TrainingIdentity.Differences(identity, own)];
        return differences.Length == 0
            ? outcome
            : throw new InputException(
                $"A finished training counts where it was made by the same options from the same images, but for '{folder.BestPath}' {string.Join("; ", differences)}: choose another folder.");
    }

    internal TrainingResult Run(ITrainingObserver observer, LoadedDataset? loaded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(observer);
        LayeredNetwork network = Create();
        TrainingMemory.Require(network, Math.Min(options.BatchSize, data.Train.Count), MemoryBudget.FindFreeBytes());
        Dictionary<string, string> identity = TrainingIdentity.Of(network, data, options);
        TrainingFolder folder = new(options.OutputFolder);
        Require(Find(folder), identity, folder);
        folder.Prepare();
        using IDisposable held = folder.Lock();
        Checkpoint? checkpoint = Find(folder);
        TrainingResult result = new(
            architecture.Id, network.Input, network.Layers.Sum(layer => layer.ParameterCount), data, string.Empty, 0, 0, [], identity, options, true, [], 0, null, null, []);
        TrainingLoop? loop = null;
        try
        {
            loaded ??= LoadedDataset.Load(data, network.Input, options.Rules, options.ImageMemoryBytes, observer, cancellation);
            identity[TrainingIdentity.DataHash] = loaded.Hash;
            Require(checkpoint, identity, folder);
            result = result with
            {
                DataHash = loaded.Hash,
                ResizedCount = loaded.Parts.Sum(part => part.ResizedCount),
                StreamedCount = loaded.Parts.Sum(part => part.Count - part.KeptCount),
                Duplicates = loaded.Duplicates,
                Conclusions = loaded.Conclusions,
            };
            TrainingState state = new(network, new ClassifierTrainer(network, options.LearningRate, options.Seed, options.ClassWeights.For(data)));
            checkpoint?.ApplyTo(state, data.Validation.Count);
            if (state.Epochs.Count == 0)
            {
                folder.RemoveEarlier();
            }

            loop = new TrainingLoop(state, result, loaded, identity, observer, clock, cancellation);
            observer.Started(loop.Result);
            loop.Run();
            if (!loop.Result.IsInterrupted)
            {
                observer.Finished(loop.Result);
                folder.RemoveCheckpoint();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            loop?.SaveCheckpoint();
        }

        return loop?.Result ?? result;
    }

    private LayeredNetwork Create()
    {
        InputShape input = options.Pretrained?.Network.Input ?? architecture.DefaultInput;
        if (options.InputSize is { } size)
        {
            input = input with { Height = size, Width = size };
        }

        LayeredNetwork network = architecture.Create(input, data.Classes, options.Seed);
        if (options.Pretrained is { } pretrained)
        {
            network.TakeWeights((LayeredNetwork)pretrained.Network);
        }

        return network;
    }

    private Checkpoint? Find(TrainingFolder folder)
    {
        if (File.Exists(folder.CheckpointPath))
        {
            return options.Existing switch
            {
                ExistingTraining.Resume => Checkpoint.Read(folder.CheckpointPath),
                ExistingTraining.Replace => null,
                _ => throw new InputException(
                    $"The folder of a new training must hold none that is unfinished, but '{options.OutputFolder}' holds the checkpoint of one: continue it by --resume, begin anew by --overwrite, or choose another folder."),
            };
        }

        return options.Existing == ExistingTraining.Resume && File.Exists(folder.BestPath)
            ? throw new InputException(
                $"There is nothing to resume in '{options.OutputFolder}': the training there is finished. Leave --resume away to train anew.")
            : null;
    }

    private static void Require(Checkpoint? checkpoint, Dictionary<string, string> identity, TrainingFolder folder)
    {
        if (checkpoint is not null && TrainingIdentity.Differences(checkpoint.Identity, identity).ToArray() is { Length: > 0 } differences)
        {
            throw new InputException(
                $"A training can be resumed as it was begun, but for '{folder.CheckpointPath}' {string.Join("; ", differences)}: give the same options and images, or begin anew by --overwrite.");
        }
    }
}
