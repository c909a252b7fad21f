using System.Globalization;

namespace Fidelis.Training.Search;

/// <summary>One choice of hyperparameters that a search tries.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="BatchSize">Images in a step.</param>
/// <param name="Augmentations">The ids of the augmentations.</param>
/// <param name="Schedule">The id of the learning-rate schedule.</param>
public sealed record SearchTrial(int Number, double LearningRate, int BatchSize, IReadOnlyCollection<string> Augmentations, string Schedule)
{
    /// <summary>Gets the augmentations as the command line takes them.</summary>
    public string AugmentationText => Augmentations.Count == 0 ? "none" : string.Join(',', Augmentations);

    /// <summary>Applies the choice.</summary>
    /// <param name="options">The options that are not searched.</param>
    /// <returns>The options of the trial.</returns>
    public TrainingOptions Apply(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { LearningRate = LearningRate, BatchSize = BatchSize, Augmentations = Augmentations, Schedule = Schedule };
    }

    /// <summary>Gives the options of a command line that makes the same choice.</summary>
    /// <returns>For example <c>--learning-rate 0.0021 --batch 64 --augment flips,turns --schedule cosine</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"--learning-rate {LearningRate} --batch {BatchSize} --augment {AugmentationText} --schedule {Schedule}");
}
