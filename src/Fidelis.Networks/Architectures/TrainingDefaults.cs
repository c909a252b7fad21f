namespace Fidelis.Networks.Architectures;

/// <summary>How an architecture is trained where the user says nothing else.</summary>
/// <param name="LearningRate">The learning rate of Adam.</param>
/// <param name="BatchSize">Images in a step.</param>
/// <param name="Epochs">Passes over the training images.</param>
public sealed record TrainingDefaults(double LearningRate, int BatchSize, int Epochs);
