using Fidelis.Features;

namespace Fidelis.Cli.Progress;

/// <summary>Passes on how many images are done, and their bytes.</summary>
/// <param name="reporter">What shows it.</param>
internal sealed class ExtractionRelay(ProgressReporter reporter) : IProgress<ExtractionProgress>
{
    /// <inheritdoc/>
    public void Report(ExtractionProgress value) => reporter.Report(value.Done, value.EncodedBytes);
}
