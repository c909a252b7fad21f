namespace Fidelis.Metrics;

/// <summary>Describes a metric to everything that lists, runs or shows it.</summary>
public sealed record MetricDescriptor
{
    /// <summary>Gets the id by which the metric is chosen: the acronym of the field, in lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name in full words.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the score says, in one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Gets which scores are good.</summary>
    public required MetricDirection Direction { get; init; }

    /// <summary>Gets the values that the score can take, as an interval.</summary>
    public required string Range { get; init; }

    /// <summary>Gets the score of a perfect generator where neither the highest nor the lowest one is best; ignored otherwise.</summary>
    public double Ideal { get; init; }

    /// <summary>Gets a value indicating whether the score is a distance in the space of the features, so that its unit is another for other networks and layers.</summary>
    public bool IsDistance { get; init; }

    /// <summary>
    /// Gets the power of 1/n by which the score of two sets of one law falls as both grow: 1 for a squared distance, 0.5 for a distance; 0 where
    /// it does not fall to zero, or no law is known.
    /// </summary>
    public double FloorRate { get; init; }

    /// <summary>Gets what the metric is computed from.</summary>
    public required MetricNeeds Needs { get; init; }

    /// <summary>
    /// Gets the layer whose features the metric looks at, all values of a map in a row, whichever layer the user chose; <see langword="null"/> where it looks at
    /// the features of the chosen one.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Gets the laws that hold.</summary>
    public MetricAxioms Axioms { get; init; }

    /// <summary>Gets the paper that defines the metric.</summary>
    public required string Reference { get; init; }

    /// <summary>Gets the options that <c>--set id.option=value</c> changes.</summary>
    public IMetricOptions Options { get; init; } = MetricOptions.None;

    /// <summary>Gets the fewest images that a set must have for the score to be defined.</summary>
    public int MinimumImageCount { get; init; } = 1;

    /// <summary>
    /// Gets the id of the metric of which this one is the mean over the classes, so that it is computed wherever that one is computed by class;
    /// <see langword="null"/> where it is none.
    /// </summary>
    public string? MeanOverClassesOf { get; init; }

    /// <summary>Gets a value indicating whether the metric is computed where the user names none.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Gets a value indicating whether the metric is computed only where the user names it.</summary>
    public bool IsCostly { get; init; }
}
