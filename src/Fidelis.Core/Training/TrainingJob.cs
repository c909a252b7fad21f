using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Training;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training;

/// <summary>
/// Trains a classifier on labelled images: decodes them once, then epoch by epoch learns, validates and writes the weights, and at the
/// end judges the best weights on the test images.
/// </summary>
/// <remarks>
/// The same data, options and seed give the same bytes of weights, whatever the number of threads. Weights are on disk after every
/// epoch, so that whatever ends the process costs the epoch in hand at most.
/// </remarks>
public sealed class TrainingJob
{
    private const int InferenceBatchSize = 64;

    private readonly IArchitecture architecture;
    private readonly LabeledDataset data;
    private readonly TrainingOptions options;
    private readonly TimeProvider clock;

    /// <summary>Initializes a job; nothing is read or written yet.</summary>
    /// <param name="architecture">The network to be trained, at its default input size.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="clock">The time, for the seconds and rates of the curves.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public TrainingJob(IArchitecture architecture, LabeledDataset data, TrainingOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        this.architecture = architecture;
        this.data = data;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Runs the job.</summary>
    /// <param name="observer">Follows it.</param>
    /// <param name="cancellation">
    /// Ends it before the next batch: the result is then marked as interrupted and holds the finished epochs, whose weights are on disk.
    /// </param>
    /// <returns>What was found.</returns>
    /// <exception cref="InputException">
    /// An image cannot be read, the images do not fit into memory, the weights cannot be written, or the training diverged.
    /// </exception>
    public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(observer);
        LayeredNetwork network = architecture.Create(architecture.DefaultInput, data.Classes, options.Seed);
        TrainingResult result = new(
            architecture.Id, network.Input, network.Layers.Sum(layer => layer.ParameterCount), data, string.Empty, 0, options, true, [], 0, null, null);
        WholeFile.RequireWritable(result.BestPath);
        WholeFile.RequireWritable(result.LastPath);
        try
        {
            (TrainingImages train, TrainingImages validation, TrainingImages test) = Load(network.Input, observer, cancellation);
            result = result with
            {
                DataHash = TrainingImages.HashOf(("train", train), ("validation", validation), ("test", test)),
                ResizedCount = train.ResizedCount + validation.ResizedCount + test.ResizedCount,
            };
            ClassifierTrainer trainer = new(network, options.LearningRate, options.Seed);
            WeightSnapshot? best = null;
            long start = clock.GetTimestamp();
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                long epochStart = clock.GetTimestamp();
                (double loss, double accuracy, double seconds) = Learn(epoch, trainer, train, observer, start, cancellation);
                ClassificationScores scores = Judge(network, validation, epoch, cancellation);
                TrainingEpoch point = new(
                    epoch, loss, accuracy, scores.MeanLoss, scores.Accuracy.Value, train.Count / seconds, clock.GetElapsedTime(epochStart).TotalSeconds);
                result = result with { Epochs = [.. result.Epochs, point] };
                if (result.Validation is null || IsBetter(scores, result.Validation))
                {
                    result = result with { BestEpoch = epoch, Validation = scores };
                    best = network.SnapshotWeights();
                    ModelFile.Save(result.BestPath, network, TrainingMetadata.Of(result, epoch, scores.Accuracy, null));
                }

                ModelFile.Save(result.LastPath, network, TrainingMetadata.Of(result, epoch, scores.Accuracy, null));
                observer.EpochFinished(result);
            }

            network.RestoreWeights(best!);
            result = result with { Test = Judge(network, test, result.BestEpoch, cancellation), IsInterrupted = false };
            ModelFile.Save(
                result.BestPath, network, TrainingMetadata.Of(result, result.BestEpoch, result.Validation!.Accuracy, result.Test.Accuracy));
            return result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return result;
        }
    }

    /// <summary>Decides which of two epochs is kept, the second being the earlier one.</summary>
    private static bool IsBetter(ClassificationScores later, ClassificationScores earlier) =>
        later.Accuracy.CorrectCount != earlier.Accuracy.CorrectCount
            ? later.Accuracy.CorrectCount > earlier.Accuracy.CorrectCount
            : later.MeanLoss < earlier.MeanLoss;

    private (TrainingImages Train, TrainingImages Validation, TrainingImages Test) Load(
        InputShape input, ITrainingObserver observer, CancellationToken cancellation)
    {
        int total = data.Train.Count + data.Validation.Count + data.Test.Count;
        MemoryBudget budget = MemoryBudget.Detect();
        int done = 0;
        return (LoadPart(data.Train), LoadPart(data.Validation), LoadPart(data.Test));

        TrainingImages LoadPart(IReadOnlyList<LabeledImage> part) =>
            TrainingImages.Load(part, input, budget, () => observer.ImageDecoded(++done, total), cancellation);
    }

    private (double Loss, double Accuracy, double Seconds) Learn(
        int epoch, ClassifierTrainer trainer, TrainingImages train, ITrainingObserver observer, long start, CancellationToken cancellation)
    {
        // Every epoch draws from its own stream: its order depends on the seed and its number alone.
        int[] order = new Xoshiro256(options.Seed).Split($"epoch/{epoch}").Permutation(train.Count);
        int[] labels = [.. order.Select(i => train.Labels[i])];
        int batchCount = ((order.Length - 1) / options.BatchSize) + 1;
        double lossSum = 0;
        int correct = 0;
        long epochStart = clock.GetTimestamp();
        for (int batch = 1; batch <= batchCount; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = (batch - 1) * options.BatchSize;
            int count = Math.Min(options.BatchSize, order.Length - first);
            TrainingStep step = trainer.Step(train.Batch(order.AsMemory(first, count)), labels.AsSpan(first, count));
            if (!double.IsFinite(step.MeanLoss))
            {
                throw Diverged(FormattableString.Invariant($"the loss of batch {batch} in epoch {epoch} is {step.MeanLoss}"));
            }

            lossSum += step.MeanLoss * count;
            correct += step.CorrectCount;
            int seen = first + count;
            double done = epoch - 1 + ((double)batch / batchCount);
            TimeSpan remaining = clock.GetElapsedTime(start) * ((options.Epochs - done) / done);
            double rate = seen / clock.GetElapsedTime(epochStart).TotalSeconds;
            observer.StepFinished(new TrainingProgress(
                epoch, options.Epochs, batch, batchCount, lossSum / seen, (double)correct / seen, rate, remaining));
        }

        return (lossSum / order.Length, (double)correct / order.Length, clock.GetElapsedTime(epochStart).TotalSeconds);
    }

    private ClassificationScores Judge(LayeredNetwork network, TrainingImages images, int epoch, CancellationToken cancellation)
    {
        int classCount = network.Classes.Count;
        float[] probabilities = new float[checked(images.Count * classCount)];
        int[] order = [.. Enumerable.Range(0, images.Count)];
        for (int first = 0; first < order.Length; first += InferenceBatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(InferenceBatchSize, order.Length - first);
            Tensor batch = network.Infer(images.Batch(order.AsMemory(first, count)), [network.ProbabilityLayer])[network.ProbabilityLayer];
            batch.Data.AsSpan(0, count * classCount).CopyTo(probabilities.AsSpan(first * classCount));
        }

        return Array.Exists(probabilities, float.IsNaN)
            ? throw Diverged($"after epoch {epoch} the probabilities are not numbers")
            : ClassificationScores.Compute(network.Classes, [.. images.Labels], probabilities);
    }

    private InputException Diverged(string what) =>
        new(FormattableString.Invariant($"The training diverged: {what}. Choose a smaller learning rate than {options.LearningRate}."));
}
