namespace Fidelis.Metrics;

/// <summary>The options of a metric, as those who do not know the metric see them.</summary>
public interface IMetricOptions
{
    /// <summary>Gets the options in the order in which they are listed.</summary>
    IReadOnlyList<MetricOption> All { get; }

    /// <summary>Finds what is wrong with settings.</summary>
    /// <param name="settings">What the user gave.</param>
    /// <returns>One sentence for each option that is unknown or out of range, about the option and not naming the metric; empty where all is well.</returns>
    IReadOnlyList<string> FindProblems(MetricSettings settings);

    /// <summary>Gets the value of every option, given or default.</summary>
    /// <param name="settings">What the user gave.</param>
    /// <returns>The values as text, by option, in the order of <see cref="All"/>.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">An option is unknown or out of range.</exception>
    IReadOnlyList<KeyValuePair<string, string>> Resolve(MetricSettings settings);
}
