namespace Fidelis.Training;

/// <summary>How far a training is, after a step.</summary>
/// <param name="Epoch">The epoch in hand, counted from 1.</param>
/// <param name="EpochCount">All epochs.</param>
/// <param name="Batch">The steps of this epoch that are done.</param>
/// <param name="BatchCount">All steps of an epoch.</param>
/// <param name="Loss">The mean cross-entropy of this epoch so far, in nats.</param>
/// <param name="Accuracy">The share of correct images of this epoch so far, in [0, 1].</param>
/// <param name="ImagesPerSecond">Images of this epoch per second.</param>
/// <param name="Remaining">The time that all remaining steps and validations will take at the pace so far.</param>
public readonly record struct TrainingProgress(
    int Epoch, int EpochCount, int Batch, int BatchCount, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Remaining);
