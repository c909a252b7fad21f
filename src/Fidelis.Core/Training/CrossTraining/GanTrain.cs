using Fidelis.Metrics;

namespace Fidelis.Training.CrossTraining;

/// <summary>The accuracy on real images of a classifier that learned from generated ones.</summary>
/// <remarks>
/// K. Shmelkov, C. Schmid and K. Alahari, How good is my GAN?, 2018, section 3; S. Ravuri and O. Vinyals, Classification Accuracy Score for Conditional
/// Generative Models, 2019, call it CAS.
/// </remarks>
public sealed class GanTrain : ITrainingMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = CrossTrainer.Describe(
        "gan-train",
        "GAN-train (Classification Accuracy Score)",
        "Whether a classifier that learned from the generated images alone knows the real ones: low where they are unlike, of wrong classes, or all alike.");

    /// <inheritdoc/>
    public MetricScore Compute(TrainingMetricInputs inputs, MetricSettings settings, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return CrossTrainer.Compute(Descriptor.Id, inputs.Generated, inputs.Reference, inputs, settings, progress, cancellation);
    }
}
