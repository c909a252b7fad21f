namespace Fidelis.Metrics;

/// <summary>A metric that trains something on labelled images and scores what it learned.</summary>
/// <remarks>Classes that implement it stand in the room that trains, which this one does not know; the catalogue finds them there.</remarks>
public interface ITrainingMetric : IMetric
{
    /// <summary>Trains, and computes the score.</summary>
    /// <param name="inputs">The images.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <param name="progress">Told in a few words how far it is, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the training by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The score.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The score is undefined for these images, an image cannot be read, or an option is unknown or out of range.</exception>
    MetricScore Compute(TrainingMetricInputs inputs, MetricSettings settings, IProgress<string>? progress, CancellationToken cancellation);
}
