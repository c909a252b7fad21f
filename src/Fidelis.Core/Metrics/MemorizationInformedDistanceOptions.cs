namespace Fidelis.Metrics;

/// <summary>The options of the memorization-informed Fréchet Inception Distance.</summary>
public sealed record MemorizationInformedDistanceOptions
{
    /// <summary>Gets the mean cosine distance from which on nothing counts as memorized. The default is 0.1, that of the authors' contest.</summary>
    public double Threshold { get; init; } = 0.1;
}
