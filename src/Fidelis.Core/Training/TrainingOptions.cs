using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Training.Augmentation;
using Fidelis.Training.Schedules;

namespace Fidelis.Training;

/// <summary>How a classifier is trained and where its weights go.</summary>
public sealed record TrainingOptions
{
    /// <summary>The largest rows and columns of a network: the values of one such image still fit into an array.</summary>
    public const int LargestInputSize = 16_384;

    /// <summary>Gets the folder that receives what <see cref="TrainingFolder"/> names; what it holds by these names is replaced.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Gets the passes over the training images, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Gets the images in a step, at least 1. The last step of an epoch may have fewer.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets the learning rate of Adam, above 0, which the schedule multiplies.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Gets the seed of the first weights, of the order of the images, of augmentation and of dropout.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the id of the learning-rate schedule; constant by default.</summary>
    public string Schedule { get; init; } = ConstantSchedule.Name;

    /// <summary>Gets the epochs over which the learning rate first rises in a straight line, at most <see cref="Epochs"/>; 0 by default.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Gets the ids of the augmentations of the training images; none by default.</summary>
    public IReadOnlyCollection<string> Augmentations { get; init; } = [];

    /// <summary>Gets what an image of each class counts in the loss; all alike by default.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>Gets by which validation score the best epoch is chosen; accuracy by default.</summary>
    public BestEpochRule BestEpoch { get; init; }

    /// <summary>Gets the epochs without a better one after which the training ends early, at least 1; <see langword="null"/> for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Gets rows and columns of the images that the network takes, at most <see cref="LargestInputSize"/>; <see langword="null"/> for its own size.</summary>
    public int? InputSize { get; init; }

    /// <summary>Gets the rules by which stored values become pixels. A window may not be that of the set, which no other image has.</summary>
    public DecodingRules Rules { get; init; } = DecodingRules.Default;

    /// <summary>
    /// Gets the trained network, of the architecture that is trained, that the weights begin from; <see langword="null"/> for random
    /// weights. Where its classes are others, the classifier at its end is replaced by a new one.
    /// </summary>
    public RegisteredModel? Pretrained { get; init; }

    /// <summary>
    /// Gets the bytes that decoded images may occupy from epoch to epoch, not negative; <see langword="null"/> for half of the free
    /// memory. Images beyond it are decoded anew in every epoch. It does not change the weights.
    /// </summary>
    public long? ImageMemoryBytes { get; init; }

    /// <summary>Gets what becomes of a training in the folder that is not finished; by default it stays and this one is refused.</summary>
    public ExistingTraining Existing { get; init; }

    /// <summary>
    /// Gets the epoch after which the training stops with a checkpoint, to be resumed later; <see langword="null"/> for none. A training
    /// that stops so is not judged on the test images, even where it has no epoch left. It does not change the weights.
    /// </summary>
    public int? PauseAfterEpoch { get; init; }

    /// <summary>Gets the line that the model file carries to credit the data, such as its source and licence; <see langword="null"/> for none.</summary>
    public string? Credit { get; init; }

    /// <summary>Checks every value before the work starts.</summary>
    /// <exception cref="InputException">A value is out of its range.</exception>
    public void Validate()
    {
        if (OutputFolder.Length == 0)
        {
            throw new InputException("The folder for the weights must have a name, but the name is empty.");
        }

        AtLeast(1, Epochs, "number of epochs");
        AtLeast(1, BatchSize, "batch size");
        AtLeast(0, WarmupEpochs, "number of warm-up epochs");
        AtLeast(1, Patience ?? 1, "patience");
        AtLeast(1, InputSize ?? 1, "input size");
        if (InputSize > LargestInputSize)
        {
            throw new InputException($"The input size must be at most {LargestInputSize}, but is {InputSize}: choose a smaller --input-size.");
        }

        AtLeast(0, ImageMemoryBytes ?? 0, "memory for decoded images");
        AtLeast(1, PauseAfterEpoch ?? 1, "epoch of the pause");
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate))
        {
            throw new InputException(FormattableString.Invariant($"The learning rate must be above 0 and finite, but is {LearningRate}."));
        }

        if (WarmupEpochs > Epochs)
        {
            throw new InputException($"The warm-up must end with the training, but lasts {WarmupEpochs} of {Epochs} epochs.");
        }

        if (Rules.Window.Kind == SampleWindowKind.PerSet)
        {
            throw new InputException("A network must see later images as it saw those of its training, but the window of a set is that of these images alone: give a window as LOW,HIGH, or that of each image.");
        }

        ScheduleCatalog.Find(Schedule);
        AugmentationCatalog.Find(Augmentations);
    }

    private static void AtLeast(long least, long value, string what)
    {
        if (value < least)
        {
            throw new InputException($"The {what} must be at least {least}, but is {value}.");
        }
    }
}
