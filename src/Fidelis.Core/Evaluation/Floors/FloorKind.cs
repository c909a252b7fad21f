namespace Fidelis.Evaluation.Floors;

/// <summary>How the floors of scores are found.</summary>
public enum FloorKind
{
    /// <summary>By the formula of the metric, where it has one.</summary>
    Predicted,

    /// <summary>By scores of two parts of the reference, for every metric that looks at the reference.</summary>
    Measured,
}
