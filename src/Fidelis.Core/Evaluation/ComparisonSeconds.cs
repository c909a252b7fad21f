namespace Fidelis.Evaluation;

/// <summary>The time that one comparison took.</summary>
/// <param name="Reference">Extracting the reference, once for each model however many generated sets there are.</param>
/// <param name="Generated">Extracting the generated set.</param>
/// <param name="Metrics">Computing the metrics.</param>
public sealed record ComparisonSeconds(double Reference, double Generated, double Metrics)
{
    /// <summary>Gets the sum: what the comparison takes alone.</summary>
    public double Total => Reference + Generated + Metrics;
}
