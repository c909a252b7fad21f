namespace Fidelis.Metrics;

/// <summary>What a reader of the mean over pairs has to know besides.</summary>
/// <param name="Details">Further figures by name, in the order in which they are shown.</param>
/// <param name="Notes">Whole sentences.</param>
public sealed record PairedFindings(IReadOnlyDictionary<string, double> Details, IReadOnlyList<string> Notes)
{
    /// <summary>Gets the score with its error where it is not the mean of the values; <see langword="null"/> where it is.</summary>
    public MetricScore? Score { get; init; }

    /// <summary>Gets nothing to know.</summary>
    public static PairedFindings None { get; } = new(new Dictionary<string, double>(), []);
}
