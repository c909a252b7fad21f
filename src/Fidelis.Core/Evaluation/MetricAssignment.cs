using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation;

/// <summary>A value for one option of one metric.</summary>
/// <param name="Metric">The id of the metric.</param>
/// <param name="Option">The name of the option.</param>
/// <param name="Value">The value as text.</param>
public sealed record MetricAssignment(string Metric, string Option, string Value)
{
    /// <summary>Reads <c>metric.option=value</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The assignment; whether the names exist is not looked at.</returns>
    /// <exception cref="InputException">The text has another form.</exception>
    public static MetricAssignment Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && equals > point + 1
            ? new MetricAssignment(text[..point], text[(point + 1)..equals], text[(equals + 1)..])
            : throw new InputException($"A metric option must have the form metric.option=value, such as is.splits=1, but is '{text}'.");
    }
}
