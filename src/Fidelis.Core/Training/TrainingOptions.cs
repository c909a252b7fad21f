using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>How a classifier is trained and where its weights go.</summary>
public sealed record TrainingOptions
{
    /// <summary>Gets the folder that receives <c>best.safetensors</c> and <c>last.safetensors</c>; what it holds by these names is replaced.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Gets the passes over the training images, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Gets the images in a step, at least 1. The last step of an epoch may have fewer.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets the learning rate of Adam, above 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Gets the seed of the first weights, of the order of the images and of dropout.</summary>
    public required ulong Seed { get; init; }

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

        if (Epochs < 1)
        {
            throw new InputException($"The number of epochs must be at least 1, but is {Epochs}.");
        }

        if (BatchSize < 1)
        {
            throw new InputException($"The batch size must be at least 1, but is {BatchSize}.");
        }

        if (!(LearningRate > 0) || !double.IsFinite(LearningRate))
        {
            throw new InputException(FormattableString.Invariant($"The learning rate must be above 0 and finite, but is {LearningRate}."));
        }
    }
}
