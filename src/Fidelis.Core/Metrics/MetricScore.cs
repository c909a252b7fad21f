using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>What a metric found.</summary>
/// <remarks>
/// A score says how far it is to be trusted, or why it cannot: either <see cref="StandardError"/>, <see cref="Interval"/> and
/// <see cref="IntervalMethod"/> are known, or <see cref="WhyNoInterval"/> is. Both speak of new draws of the images, of both sets, at
/// the same numbers: of the expected score at these sample sizes, not of the score of endless sets.
/// </remarks>
/// <param name="Value">The score.</param>
public sealed record MetricScore(double Value)
{
    /// <summary>Features and probabilities are float32, whose steps are 6e-8 of a number: what is less of a score or its floor is rounding.</summary>
    internal const double Rounding = 1e-7;

    /// <summary>Gets below what a score or its error is nothing but rounding.</summary>
    internal double RoundingError => Rounding * Math.Max(Math.Abs(Value), Floor ?? 0);

    /// <summary>Gets the score as people are shown it: 0 where it is nothing but rounding.</summary>
    internal double ShownValue => Math.Abs(Value) < RoundingError ? 0 : Value;

    /// <summary>Gets the standard error of the score, or <see langword="null"/> where it is unknown.</summary>
    public double? StandardError { get; init; }

    /// <summary>Gets the interval that covers the expected score at these sample sizes with 95 % confidence, or <see langword="null"/> where it is unknown.</summary>
    public ScoreInterval? Interval { get; init; }

    /// <summary>Gets how the standard error and the interval were found, in one word, or <see langword="null"/> where they are unknown.</summary>
    public string? IntervalMethod { get; init; }

    /// <summary>Gets why standard error and interval are unknown, in one sentence, or <see langword="null"/> where they are known.</summary>
    public string? WhyNoInterval { get; init; }

    /// <summary>Gets the score that two sets of the same law would get at these sample sizes, or <see langword="null"/> where it is unknown or zero by construction.</summary>
    public double? Floor { get; init; }

    /// <summary>Gets how the floor was found, or <see langword="null"/> where there is none.</summary>
    public string? FloorMethod { get; init; }

    /// <summary>Gets further figures by name, in the order in which they are shown.</summary>
    public IReadOnlyDictionary<string, double> Details { get; init; } = new Dictionary<string, double>();

    /// <summary>Gets how often images of one class were taken for another, or <see langword="null"/> where the score has nothing to do with that.</summary>
    public ClassConfusion? Confusion { get; init; }
}
