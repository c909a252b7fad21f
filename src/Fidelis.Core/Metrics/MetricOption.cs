namespace Fidelis.Metrics;

/// <summary>Describes one option of a metric.</summary>
/// <param name="Name">The name, without the id of the metric: lower case, with hyphens.</param>
/// <param name="Default">The value where none is given.</param>
/// <param name="Accepts">The values that it takes, as the end of a sentence: "a whole number from 1 to 1000".</param>
/// <param name="Meaning">What it does, in one sentence.</param>
public sealed record MetricOption(string Name, string Default, string Accepts, string Meaning);
