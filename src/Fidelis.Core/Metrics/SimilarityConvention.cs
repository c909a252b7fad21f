namespace Fidelis.Metrics;

/// <summary>Whose structural similarity is computed.</summary>
public enum SimilarityConvention
{
    /// <summary>That of Wang et al. 2004: Gaussian windows within the picture, variances of a population.</summary>
    Wang,

    /// <summary>The default of scikit-image: windows of 7 x 7 equal weights within the picture, variances of a sample.</summary>
    ScikitImage,

    /// <summary>The default of torchmetrics since 1.4.2: Gaussian windows about every sample, beyond the border the picture mirrored.</summary>
    TorchMetrics,
}
