namespace Fidelis.Metrics;

/// <summary>Whose balls about images precision and recall count.</summary>
public enum BallConvention
{
    /// <summary>T. Kynkäänniemi et al. 2019, torch-fidelity, guided-diffusion and StyleGAN2-ADA: the border belongs to a ball.</summary>
    Kynkaanniemi,

    /// <summary>The package prdc of M. F. Naeem et al. 2020, dgm-eval, StudioGAN and FLD: it does not.</summary>
    Prdc,
}
