namespace Fidelis.Metrics;

/// <summary>Says which scores are good.</summary>
public enum MetricDirection
{
    /// <summary>A higher score is better.</summary>
    HigherIsBetter,

    /// <summary>A lower score is better.</summary>
    LowerIsBetter,

    /// <summary>A score nearer to <see cref="MetricDescriptor.Ideal"/> is better, from either side.</summary>
    NearerToIdealIsBetter,
}
