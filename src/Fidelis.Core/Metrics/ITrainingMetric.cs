using Fidelis.Images;

namespace Fidelis.Metrics;

/// <summary>A metric that trains something on labelled images and scores what it learned.</summary>
public interface ITrainingMetric : IMetric
{
    /// <summary>Trains, and computes the score.</summary>
    /// <param name="reference">The reference images, each with a class.</param>
    /// <param name="generated">The generated images, each with a class.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <param name="cancellation">Ends the training by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The score.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The score is undefined for these images, or an option is unknown or out of range.</exception>
    MetricScore Compute(ImageSource reference, ImageSource generated, MetricSettings settings, CancellationToken cancellation);
}
