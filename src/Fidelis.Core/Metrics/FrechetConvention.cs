namespace Fidelis.Metrics;

/// <summary>Whose covariances the Fréchet distance takes.</summary>
public enum FrechetConvention
{
    /// <summary>Denominator n - 1, as TTUR, the code of M. Heusel et al. 2017, and with it pytorch-fid, torch-fidelity, clean-fid, TF-GAN, torchmetrics and EDM.</summary>
    Ttur,

    /// <summary>Denominator n, as StyleGAN2-ADA (T. Karras et al. 2020).</summary>
    StyleGan2Ada,
}
