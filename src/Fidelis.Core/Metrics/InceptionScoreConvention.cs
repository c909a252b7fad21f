namespace Fidelis.Metrics;

/// <summary>Whose splits the Inception Score takes.</summary>
public enum InceptionScoreConvention
{
    /// <summary>Split i of s takes the images [i·n/s, (i+1)·n/s), rounded down, and the deviation over splits has the denominator s: the code of T. Salimans et al. 2016, torch-fidelity, StyleGAN2-ADA.</summary>
    OpenAi,

    /// <summary>Splits of ⌈n/s⌉ images, the last as many as are left, which can make fewer than s, and the deviation has the denominator s - 1: torchmetrics.</summary>
    TorchMetrics,
}
