namespace Fidelis.Metrics;

/// <summary>Whose mean over pairs the peak signal-to-noise ratio takes.</summary>
public enum SignalNoiseConvention
{
    /// <summary>The mean of the ratios of the pairs: MONAI, and most papers.</summary>
    Monai,

    /// <summary>The ratio of the mean squared error of all pixels of all pairs together: torchmetrics.</summary>
    TorchMetrics,
}
