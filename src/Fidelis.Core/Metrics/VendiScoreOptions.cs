namespace Fidelis.Metrics;

/// <summary>The options of the Vendi Score.</summary>
public sealed record VendiScoreOptions
{
    /// <summary>Gets the order q of the entropy. The default is 1, Shannon's.</summary>
    public double Order { get; init; } = 1;
}
