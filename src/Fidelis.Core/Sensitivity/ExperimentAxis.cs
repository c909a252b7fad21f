namespace Fidelis.Sensitivity;

/// <summary>Says how the steps of an experiment are laid out along an axis.</summary>
public enum ExperimentAxis
{
    /// <summary>By whole numbers.</summary>
    Whole,

    /// <summary>By the logarithms of numbers.</summary>
    Logarithmic,

    /// <summary>By shares in [0, 1].</summary>
    Share,
}
