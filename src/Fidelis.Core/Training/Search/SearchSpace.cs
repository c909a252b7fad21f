using System.Globalization;
using Fidelis.Numerics.Randomness;
using Fidelis.Training.Augmentation;
using Fidelis.Training.Schedules;

namespace Fidelis.Training.Search;

/// <summary>What a search draws from. What the user states is not searched.</summary>
/// <param name="options">The options around which is searched.</param>
/// <param name="isLearningRateFixed">Whether the learning rate stays as it is; else it is drawn from a tenth to ten times of it, uniformly in its logarithm.</param>
/// <param name="isBatchSizeFixed">Whether the batch size stays; else it is half of it, itself or twice it.</param>
/// <param name="isAugmentationFixed">Whether the augmentation stays; else it is none, flips and turns, or all.</param>
/// <param name="isScheduleFixed">Whether the schedule stays; else it is constant or cosine.</param>
public sealed class SearchSpace(
    TrainingOptions options, bool isLearningRateFixed = false, bool isBatchSizeFixed = false, bool isAugmentationFixed = false, bool isScheduleFixed = false)
{
    /// <summary>The space in one sentence, for help.</summary>
    public const string Description =
        "learning rate from a tenth to ten times the default, uniformly in its logarithm; batch half, once or twice the default; augmentation none, flips and turns, or all; schedule constant or cosine";

    private static readonly string[][] Augmentations = [[], ["flips", "turns"], [.. AugmentationCatalog.All.Select(augmentation => augmentation.Id)]];

    /// <summary>Draws a trial. It depends on the seed and its number alone.</summary>
    /// <param name="number">The number, counted from 1.</param>
    /// <returns>The trial.</returns>
    public SearchTrial Draw(int number)
    {
        Xoshiro256 random = new Xoshiro256(options.Seed).Split("search").Split((ulong)number);

        // Each value has its own random numbers: to fix one leaves the others of every trial as they are.
        double exponent = (random.Split("learning rate").NextDouble() * 2) - 1;
        int batch = Math.Max(1, (int)(options.BatchSize * Math.Pow(2, random.Split("batch").NextInt32(3) - 1)));
        string[] augmentations = Augmentations[random.Split("augmentation").NextInt32(Augmentations.Length)];
        string schedule = random.Split("schedule").NextInt32(2) == 0 ? ConstantSchedule.Name : "cosine";
        return new SearchTrial(
            number,
            isLearningRateFixed ? options.LearningRate : Rounded(options.LearningRate * Math.Pow(10, exponent)),
            isBatchSizeFixed ? options.BatchSize : batch,
            isAugmentationFixed ? options.Augmentations : augmentations,
            isScheduleFixed ? options.Schedule : schedule);
    }

    // Three digits are all that a learning rate has, and whoever types them gets the same training.
    private static double Rounded(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
