using Fidelis.Features;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Training;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Randomness;
using Fidelis.Training.Augmentation;
using Fidelis.Training.Schedules;

namespace Fidelis.Training;

/// <summary>Learns and validates epoch by epoch, from wherever the state is, and at the end judges the best weights on the test images.</summary>
internal sealed class TrainingLoop
{
    // A checkpoint is due when a hundred times the time has passed that the last one took: at most one hundredth goes into them.
    private const int CheckpointShare = 100;

    private readonly TrainingState state;
    private readonly Dictionary<string, string> identity;
    private readonly ITrainingObserver observer;
    private readonly TimeProvider clock;
    private readonly CancellationToken cancellation;
    private readonly TrainingOptions options;
    private readonly TrainingImages train;
    private readonly TrainingImages validation;
    private readonly TrainingImages test;
    private readonly BatchFeed trainFeed;
    private readonly ILearningRateSchedule schedule;
    private readonly long started;
    private readonly double doneAtStart;
    private long epochStarted;
    private double secondsBefore;
    private long lastCheckpoint;
    private TimeSpan checkpointCost;

    public TrainingLoop(
        TrainingState state,
        TrainingResult result,
        LoadedDataset images,
        Dictionary<string, string> identity,
        ITrainingObserver observer,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        this.state = state;
        this.identity = identity;
        this.observer = observer;
        this.clock = clock;
        this.cancellation = cancellation;
        options = result.Options;
        (train, validation, test) = (images.Train, images.Validation, images.Test);
        schedule = ScheduleCatalog.Find(options.Schedule);
        trainFeed = new BatchFeed(
            train, options.BatchSize, new AugmentationSequence(AugmentationCatalog.Find(options.Augmentations), state.Network.Input, options.Seed));
        started = clock.GetTimestamp();
        doneAtStart = EpochsDone;
        Result = result with { Epochs = [.. state.Epochs], BestEpoch = state.BestEpoch };
        if (state.Best is not null)
        {
            Result = Result with { Validation = ScoresOf(state.BestProbabilities, validation) };
        }
    }

    /// <summary>Gets what is found so far.</summary>
    public TrainingResult Result { get; private set; }

    private double EpochsDone => state.Epochs.Count + ((double)state.BatchesDone / trainFeed.BatchCount(train.Count));

    private bool IsStalled => options.Patience is { } patience && state.Epochs.Count - state.BestEpoch >= patience;

    /// <summary>Writes a checkpoint of the present state.</summary>
    public void SaveCheckpoint()
    {
        long start = clock.GetTimestamp();
        Checkpoint.Write(Result.Folder.CheckpointPath, state, identity);
        lastCheckpoint = clock.GetTimestamp();
        checkpointCost = clock.GetElapsedTime(start, lastCheckpoint);
    }

    /// <summary>Runs to the end, or to the pause that the options ask for.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is that after the last step.</exception>
    public void Run()
    {
        SaveCheckpoint();
        while (state.Epochs.Count < options.Epochs && !IsStalled)
        {
            if (options.PauseAfterEpoch <= state.Epochs.Count)
            {
                SaveCheckpoint();
                return;
            }

            (epochStarted, secondsBefore) = (clock.GetTimestamp(), state.Seconds);
            Learn();
            Validate(state.Seconds);
            SaveCheckpointIfDue();
            observer.EpochFinished(Result);
        }

        if (options.PauseAfterEpoch is null)
        {
            JudgeOnTest();
            return;
        }

        // Whoever pauses compares trainings, which is no business of the test images.
        SaveCheckpoint();
    }

    private void Learn()
    {
        // Every epoch draws from its own stream: its order depends on the seed and its number alone.
        int[] order = new Xoshiro256(options.Seed).Split($"epoch/{state.Epoch}").Permutation(train.Count);
        int[] labels = [.. order.Select(i => train.Images[i].Label)];
        int batchCount = trainFeed.BatchCount(order.Length);
        foreach (Tensor images in trainFeed.Batches(order, state.BatchesDone, state.Epoch, cancellation))
        {
            int first = state.BatchesDone * options.BatchSize;
            int count = images.Shape[0];
            state.Trainer.LearningRate = LearningRateOf(state.BatchesDone);
            TrainingStep step = state.Trainer.Step(images, labels.AsSpan(first, count));
            if (!double.IsFinite(step.MeanLoss))
            {
                throw Diverged(FormattableString.Invariant($"the loss of batch {state.BatchesDone + 1} in epoch {state.Epoch} is {step.MeanLoss}"));
            }

            state.LossSum += step.MeanLoss * count;
            state.CorrectCount += step.CorrectCount;
            state.BatchesDone++;
            state.Seconds = secondsBefore + clock.GetElapsedTime(epochStarted).TotalSeconds;
            observer.StepFinished(ProgressOf(first + count, batchCount));
            SaveCheckpointIfDue();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Computes the learning rate of a step of the epoch in hand, counted from 0: it depends on its place alone.</summary>
    private double LearningRateOf(int batch)
    {
        int batchCount = trainFeed.BatchCount(train.Count);
        double place = state.Epochs.Count + ((double)batch / batchCount);
        double factor = schedule.FactorAt(new ScheduleMoment(state.Epoch, options.Epochs, place / options.Epochs, state.Epochs));
        double warmup = options.WarmupEpochs == 0 ? 1 : Math.Min(1, (place + (1.0 / batchCount)) / options.WarmupEpochs);
        return options.LearningRate * factor * warmup;
    }

    private TrainingProgress ProgressOf(int seen, int batchCount)
    {
        double doneHere = EpochsDone - doneAtStart;
        TimeSpan remaining = clock.GetElapsedTime(started) * ((options.Epochs - EpochsDone) / doneHere);
        return new TrainingProgress(
            state.Epoch, options.Epochs, state.BatchesDone, batchCount, state.LossSum / seen, (double)state.CorrectCount / seen, seen / state.Seconds, remaining);
    }

    private void Validate(double learningSeconds)
    {
        float[] probabilities = Classify(validation, state.Epoch);
        ClassificationScores scores = ScoresOf(probabilities, validation);
        state.Finish(new TrainingEpoch(
            state.Epoch,
            LearningRateOf(state.BatchesDone - 1),
            state.LossSum / train.Count,
            (double)state.CorrectCount / train.Count,
            scores.MeanLoss,
            scores.Accuracy.Value,
            scores.MacroRecall!.Value,
            train.Count / learningSeconds,
            secondsBefore + clock.GetElapsedTime(epochStarted).TotalSeconds));
        Result = Result with { Epochs = [.. state.Epochs] };
        if (Result.Validation is null || new BestEpochOrder(options.BestEpoch).Compare(state.Epochs[^1], state.Epochs[state.BestEpoch - 1]) < 0)
        {
            (state.BestEpoch, state.Best, state.BestProbabilities) = (state.Epochs.Count, state.Network.SnapshotWeights(), probabilities);
            Result = Result with { BestEpoch = state.BestEpoch, Validation = scores };
            ModelFile.Save(Result.BestPath, state.Network, TrainingMetadata.Of(Result, state.BestEpoch, scores.Accuracy, null));
        }

        ModelFile.Save(Result.LastPath, state.Network, TrainingMetadata.Of(Result, state.Epochs.Count, scores.Accuracy, null));
    }

    private void JudgeOnTest()
    {
        // The state stays that of the last epoch: whatever ends the process here, a resumed training comes here again.
        WeightSnapshot last = state.Network.SnapshotWeights();
        state.Network.RestoreWeights(state.Best!);
        try
        {
            float[] probabilities = Classify(test, state.BestEpoch);
            Result = Result with { Test = ScoresOf(probabilities, test), TestProbabilities = probabilities, IsInterrupted = false };
            ModelFile.Save(
                Result.BestPath, state.Network, TrainingMetadata.Of(Result, state.BestEpoch, Result.Validation!.Accuracy, Result.Test.Accuracy));
        }
        finally
        {
            state.Network.RestoreWeights(last);
        }
    }

    private float[] Classify(TrainingImages images, int epoch)
    {
        int classCount = state.Network.Classes.Count;
        float[] probabilities = new float[checked(images.Count * classCount)];
        int done = 0;
        IInference inference = state.Network.Prepare([state.Network.ProbabilityLayer]);
        foreach (Tensor batch in new BatchFeed(images, FeatureExtractor.DefaultBatchSize(images.Input), null).Batches([.. Enumerable.Range(0, images.Count)], 0, epoch, cancellation))
        {
            int count = batch.Shape[0] * classCount;
            Tensor found = inference.Run(batch, cancellation)[state.Network.ProbabilityLayer];
            found.Data.AsSpan(0, count).CopyTo(probabilities.AsSpan(done));
            done += count;
        }

        return Array.Exists(probabilities, float.IsNaN)
            ? throw Diverged($"after epoch {epoch} the probabilities are not numbers")
            : probabilities;
    }

    private ClassificationScores ScoresOf(float[] probabilities, TrainingImages images) =>
        ClassificationScores.Compute(state.Network.Classes, [.. images.Images.Select(image => image.Label)], probabilities);

    private void SaveCheckpointIfDue()
    {
        if (clock.GetElapsedTime(lastCheckpoint) >= checkpointCost * CheckpointShare)
        {
            SaveCheckpoint();
        }
    }

    private TrainingDivergedException Diverged(string what)
    {
        // To resume it would lead to the same place.
        Result.Folder.RemoveCheckpoint();
        return new TrainingDivergedException(FormattableString.Invariant($"The training diverged: {what}. Choose a smaller learning rate than {options.LearningRate}."));
    }
}
