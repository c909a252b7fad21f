using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>One score in one comparison, with everything that decides it besides the protocol.</summary>
/// <param name="Id">The id of the metric.</param>
/// <param name="Score">The score, or <see langword="null"/> where it could not be computed.</param>
/// <param name="Error">Why it could not be computed, or <see langword="null"/>.</param>
/// <param name="ReferenceCount">The number of reference images; <see langword="null"/> where it is unknown or the metric does not look at them.</param>
/// <param name="GeneratedCount">The number of generated images; <see langword="null"/> where it is unknown.</param>
/// <param name="Options">The value of every option, given or default.</param>
/// <param name="Seconds">The time that it took.</param>
public sealed record MetricResult(
    string Id,
    MetricScore? Score,
    string? Error,
    long? ReferenceCount,
    long? GeneratedCount,
    IReadOnlyList<KeyValuePair<string, string>> Options,
    double Seconds)
{
    /// <summary>Gets the class whose images alone were scored; <see langword="null"/> for the whole sets.</summary>
    public string? Class { get; init; }

    /// <summary>Gets the layer that the metric looked at, all values of a map in a row; <see langword="null"/> where that is the one of the comparison.</summary>
    public string? Layer { get; init; }

    /// <summary>Gets how that layer became a vector; <see langword="null"/> where it is the one of the comparison.</summary>
    public string? Pooling => Layer is null ? null : "flatten";

    /// <summary>Gets why the floor could not be measured; <see langword="null"/> where it was, or was not asked for.</summary>
    public string? FloorError { get; init; }

    /// <summary>Gets the value of each generated image, in the order of the set; <see langword="null"/> where the metric has none.</summary>
    public IReadOnlyList<double>? ImageValues { get; init; }
}
