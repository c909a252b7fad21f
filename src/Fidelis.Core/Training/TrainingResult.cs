using Fidelis.Networks.Architectures;

namespace Fidelis.Training;

/// <summary>What a training found, finished or interrupted.</summary>
/// <param name="Architecture">The id of the architecture.</param>
/// <param name="Input">The images that the network takes.</param>
/// <param name="ParameterCount">The number of its trained and running parameters.</param>
/// <param name="Data">The images.</param>
/// <param name="DataHash">SHA-256 of one line <c>part class hash-of-the-file</c> per image, in lower-case hexadecimal; empty before all are decoded.</param>
/// <param name="ResizedCount">The images of another size than the network's, which were resized to it by antialiased bicubic.</param>
/// <param name="Options">How it was trained.</param>
/// <param name="IsInterrupted">Whether it ended before the last epoch; the values are then those of the finished epochs.</param>
/// <param name="Epochs">The finished epochs in their order.</param>
/// <param name="BestEpoch">The epoch of highest validation accuracy, ties by lower validation loss, then the earlier; 0 before the first is finished.</param>
/// <param name="Validation">The scores of the best weights on the validation images; <see langword="null"/> before the first epoch is finished.</param>
/// <param name="Test">The scores of the best weights on the test images; <see langword="null"/> unless the training is finished.</param>
public sealed record TrainingResult(
    string Architecture,
    InputShape Input,
    long ParameterCount,
    LabeledDataset Data,
    string DataHash,
    int ResizedCount,
    TrainingOptions Options,
    bool IsInterrupted,
    IReadOnlyList<TrainingEpoch> Epochs,
    int BestEpoch,
    ClassificationScores? Validation,
    ClassificationScores? Test)
{
    /// <summary>Gets the file of the best weights.</summary>
    public string BestPath => Path.Combine(Options.OutputFolder, "best.safetensors");

    /// <summary>Gets the file of the weights after the last finished epoch.</summary>
    public string LastPath => Path.Combine(Options.OutputFolder, "last.safetensors");
}
