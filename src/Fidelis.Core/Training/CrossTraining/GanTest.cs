using Fidelis.Metrics;

namespace Fidelis.Training.CrossTraining;

/// <summary>The accuracy on generated images of a classifier that learned from real ones.</summary>
/// <remarks>K. Shmelkov, C. Schmid and K. Alahari, How good is my GAN?, 2018, section 3.</remarks>
public sealed class GanTest : ITrainingMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = CrossTrainer.Describe(
        "gan-test",
        "GAN-test",
        "Whether a classifier that learned from the reference knows the generated images: low where they are unlike or of wrong classes; blind to a lack of variety.");

    /// <inheritdoc/>
    public MetricScore Compute(TrainingMetricInputs inputs, MetricSettings settings, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return CrossTrainer.Compute(Descriptor.Id, inputs.Reference, inputs.Generated, inputs, settings, progress, cancellation);
    }
}
