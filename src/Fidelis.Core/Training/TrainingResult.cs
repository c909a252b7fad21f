using Fidelis.Evaluation;
using Fidelis.Networks.Architectures;

namespace Fidelis.Training;

/// <summary>What a training found, finished or interrupted.</summary>
/// <param name="Architecture">The id of the architecture.</param>
/// <param name="Input">The images that the network takes.</param>
/// <param name="ParameterCount">The number of its trained and running parameters.</param>
/// <param name="Data">The images.</param>
/// <param name="DataHash">SHA-256 of one line <c>part class hash-of-the-file</c> per image, in lower-case hexadecimal; empty before all are decoded.</param>
/// <param name="ResizedCount">The images of another size than the network's, which were resized to it by antialiased bicubic.</param>
/// <param name="StreamedCount">The images that did not fit into the memory for decoded images and are decoded anew whenever they are needed.</param>
/// <param name="Duplicates">The images whose equal stands in an earlier part of the data set.</param>
/// <param name="Identity">Everything that decides the weights, by name: two trainings of one identity have the same weights.</param>
/// <param name="Options">How it was trained.</param>
/// <param name="IsInterrupted">Whether it ended before it was done; the values are then those of the finished epochs.</param>
/// <param name="Epochs">The finished epochs in their order. A finished training may have fewer than was asked for, by its patience.</param>
/// <param name="BestEpoch">The epoch that <see cref="TrainingOptions.BestEpoch"/> chose; 0 before the first is finished.</param>
/// <param name="Validation">The scores of the best weights on the validation images; <see langword="null"/> before the first epoch is finished.</param>
/// <param name="Test">The scores of the best weights on the test images; <see langword="null"/> unless the training is finished.</param>
/// <param name="TestProbabilities">Class probabilities <c>[n, k]</c> of the test images; empty unless the training is finished.</param>
public sealed record TrainingResult(
    string Architecture,
    InputShape Input,
    long ParameterCount,
    LabeledDataset Data,
    string DataHash,
    int ResizedCount,
    int StreamedCount,
    IReadOnlyList<SplitDuplicate> Duplicates,
    IReadOnlyDictionary<string, string> Identity,
    TrainingOptions Options,
    bool IsInterrupted,
    IReadOnlyList<TrainingEpoch> Epochs,
    int BestEpoch,
    ClassificationScores? Validation,
    ClassificationScores? Test,
    IReadOnlyList<float> TestProbabilities)
{
    /// <summary>Gets what there is to say of how the images are stored, above all where classes are stored differently; empty before all are decoded.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    /// <summary>Gets the folder of the training.</summary>
    public TrainingFolder Folder => new(Options.OutputFolder);

    /// <summary>Gets the file of the best weights.</summary>
    public string BestPath => Folder.BestPath;

    /// <summary>Gets the file of the weights after the last finished epoch.</summary>
    public string LastPath => Folder.LastPath;

    /// <summary>Gets whether the training is done though it has fewer epochs than was asked for.</summary>
    public bool IsStoppedEarly => !IsInterrupted && Epochs.Count < Options.Epochs;
}
