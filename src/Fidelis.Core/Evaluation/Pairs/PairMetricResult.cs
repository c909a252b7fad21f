namespace Fidelis.Evaluation.Pairs;

/// <summary>What one metric made of all pairs.</summary>
/// <param name="Summary">The mean with its error, median, ends and further figures. Its seconds are the sum over all threads.</param>
/// <param name="Values">The value of each pair, in the order of the pairs.</param>
public sealed record PairMetricResult(MetricResult Summary, IReadOnlyList<double> Values)
{
    /// <summary>Gets what a reader of the mean has to know besides, in whole sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
