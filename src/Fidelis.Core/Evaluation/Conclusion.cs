namespace Fidelis.Evaluation;

/// <summary>A warning or verdict that is printed beside a score.</summary>
/// <param name="Id">What it is about, in lower case with hyphens, for scripts.</param>
/// <param name="Kind">How it is meant.</param>
/// <param name="Metric">The id of the metric that it is about, or <see langword="null"/> where it is about all.</param>
/// <param name="Message">The value, the judgement and the remedy, in whole sentences.</param>
public sealed record Conclusion(string Id, ConclusionKind Kind, string? Metric, string Message)
{
    /// <summary>
    /// Gets the set that the message names in quotation marks, where the sentence stays right when other sets stand beside it;
    /// <see langword="null"/> where it does not.
    /// </summary>
    public string? Set { get; init; }
}
