namespace Fidelis.Metrics;

/// <summary>The options of the peak signal-to-noise ratio.</summary>
public sealed record PeakSignalNoiseRatioOptions
{
    /// <summary>Gets whose mean over pairs is taken. The default is MONAI's, the mean of the ratios, which is what the literature means.</summary>
    public SignalNoiseConvention Convention { get; init; } = SignalNoiseConvention.Monai;
}
