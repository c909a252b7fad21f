namespace Fidelis.Metrics;

/// <summary>What a metric found.</summary>
/// <param name="Value">The score.</param>
public sealed record MetricScore(double Value)
{
    /// <summary>Gets the score that two sets of the same law would get at these sample sizes, or <see langword="null"/> where it is unknown or zero by construction.</summary>
    public double? Floor { get; init; }

    /// <summary>Gets how the floor was found, or <see langword="null"/> where there is none.</summary>
    public string? FloorMethod { get; init; }

    /// <summary>Gets further figures by name, in the order in which they are shown.</summary>
    public IReadOnlyDictionary<string, double> Details { get; init; } = new Dictionary<string, double>();
}
