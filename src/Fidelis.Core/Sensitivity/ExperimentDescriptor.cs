using Fidelis.Metrics;

namespace Fidelis.Sensitivity;

/// <summary>Describes an experiment to everything that lists, runs or shows it.</summary>
public sealed record ExperimentDescriptor
{
    /// <summary>Gets the id by which the experiment is chosen, in lower case with hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what is asked, as one sentence that ends with a question mark.</summary>
    public required string Question { get; init; }

    /// <summary>Gets how it is found out, in one or two sentences.</summary>
    public required string Method { get; init; }

    /// <summary>Gets what else the experiment needs on the command line for an example: the words behind its name.</summary>
    public required string Example { get; init; }

    /// <summary>Gets a value indicating whether generated sets are looked at, one or more; otherwise the reference is looked at alone.</summary>
    public bool NeedsGenerated { get; init; }

    /// <summary>Gets the ids of the metrics that are computed where the user names none.</summary>
    public required IReadOnlyList<string> DefaultMetrics { get; init; }

    /// <summary>Gets the options that <c>--set id.option=value</c> changes.</summary>
    public required IMetricOptions Options { get; init; }

    /// <summary>Gets what one step of the experiment is called in tables, such as <c>layer</c>.</summary>
    public required string StepHeading { get; init; }

    /// <summary>Gets the title of the horizontal axis of its chart.</summary>
    public required string AxisTitle { get; init; }

    /// <summary>Gets how positions are laid out along that axis.</summary>
    public ExperimentAxis Axis { get; init; }

    /// <summary>Gets a value indicating whether the ratio of a score to its floor is what steps are compared by, so that the chart shows it too.</summary>
    public bool ComparesRatios { get; init; }
}
