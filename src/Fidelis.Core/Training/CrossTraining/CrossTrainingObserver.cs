using System.Globalization;

namespace Fidelis.Training.CrossTraining;

/// <summary>Tells in a few words how far a training is.</summary>
/// <param name="metric">The metric that trains.</param>
/// <param name="progress">Is told; or <see langword="null"/>.</param>
internal sealed class CrossTrainingObserver(string metric, IProgress<string>? progress) : ITrainingObserver
{
    /// <inheritdoc/>
    public void ImageDecoded(int done, int total) => Tell($"{metric}: {done} of {total} images decoded");

    /// <inheritdoc/>
    public void Started(TrainingResult result)
    {
    }

    /// <inheritdoc/>
    public void StepFinished(TrainingProgress step) => Tell(
        $"{metric}: epoch {step.Epoch}/{step.EpochCount}, loss {step.Loss:F4}, accuracy {step.Accuracy:P1}, {step.ImagesPerSecond:N0} images/s, {Math.Ceiling(step.Remaining.TotalSeconds):N0} s left");

    /// <inheritdoc/>
    public void EpochFinished(TrainingResult result)
    {
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result)
    {
    }

    private void Tell(FormattableString text) => progress?.Report(text.ToString(CultureInfo.InvariantCulture));
}
