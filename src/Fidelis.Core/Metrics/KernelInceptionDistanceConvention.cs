namespace Fidelis.Metrics;

/// <summary>Whose images the Kernel Inception Distance takes together.</summary>
public enum KernelInceptionDistanceConvention
{
    /// <summary>Random subsets, as M. Bińkowski et al. 2018, torch-fidelity, clean-fid, torchmetrics and StyleGAN2-ADA.</summary>
    TorchFidelity,

    /// <summary>
    /// Blocks that follow one another and share no image, as TF-GAN and compare_gan: ⌈max(n₁, n₂) / 1024⌉ of them, in sizes that differ by one at most, the smaller
    /// first. The score is the mean of the blocks.
    /// </summary>
    TfGan,
}
