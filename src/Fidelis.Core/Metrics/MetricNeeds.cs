namespace Fidelis.Metrics;

/// <summary>Says what a metric is computed from.</summary>
[Flags]
public enum MetricNeeds
{
    /// <summary>Nothing but pictures.</summary>
    None = 0,

    /// <summary>A reference set beside the generated one.</summary>
    Reference = 1,

    /// <summary>Features image by image.</summary>
    Features = 2,

    /// <summary>Mean and covariance of features, from features or from a statistics file.</summary>
    Statistics = 4,

    /// <summary>Class probabilities image by image.</summary>
    Probabilities = 8,

    /// <summary>A class for each image.</summary>
    Labels = 16,

    /// <summary>Real images that the generator was not trained on, beside a reference of those that it was: <see cref="Statistics.SetStatistics.HeldOut"/>.</summary>
    HeldOut = 32,
}
