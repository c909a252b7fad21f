namespace Fidelis.Metrics;

/// <summary>The options of the Fréchet Inception Distance.</summary>
public sealed record FrechetInceptionDistanceOptions
{
    /// <summary>Gets whose covariances are taken. The default is TTUR's, which is what the literature means.</summary>
    public FrechetConvention Convention { get; init; } = FrechetConvention.Ttur;
}
