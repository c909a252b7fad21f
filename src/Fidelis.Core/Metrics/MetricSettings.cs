namespace Fidelis.Metrics;

/// <summary>The options that the user gave for one metric, as text by name. What is not given keeps its default.</summary>
/// <param name="values">Option names without the id of the metric, and their values.</param>
public sealed class MetricSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>Gets settings that change nothing.</summary>
    public static MetricSettings Default { get; } = new(new Dictionary<string, string>());

    /// <summary>Gets the values that were given, by option.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } = values;
}
