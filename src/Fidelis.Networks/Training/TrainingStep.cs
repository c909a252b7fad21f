namespace Fidelis.Networks.Training;

/// <summary>What one step of training found before it changed the weights.</summary>
/// <param name="MeanLoss">The mean cross-entropy of the batch, in nats.</param>
/// <param name="CorrectCount">The number of images whose most probable class was their own.</param>
public readonly record struct TrainingStep(double MeanLoss, int CorrectCount);
