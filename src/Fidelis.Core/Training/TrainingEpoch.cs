namespace Fidelis.Training;

/// <summary>One finished epoch of a training: a point on each learning curve.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="TrainLoss">
/// Mean cross-entropy in nats over the training images, weighted by class where weights are given, each taken in its batch before the
/// step of that batch, with augmentation, dropout and the batch's own statistics.
/// </param>
/// <param name="TrainAccuracy">Share of correct training images under the same conditions, in [0, 1].</param>
/// <param name="ValidationLoss">Mean cross-entropy in nats over the validation images, without weights, by inference after the epoch.</param>
/// <param name="ValidationAccuracy">Share of correct validation images, by inference after the epoch, in [0, 1].</param>
/// <param name="ValidationBalancedAccuracy">Mean recall of the classes over the validation images, in [0, 1].</param>
/// <param name="ImagesPerSecond">Training images per second, without validation.</param>
/// <param name="Seconds">Seconds of the epoch with validation.</param>
public sealed record TrainingEpoch(
    int Epoch,
    double LearningRate,
    double TrainLoss,
    double TrainAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double ValidationBalancedAccuracy,
    double ImagesPerSecond,
    double Seconds);
