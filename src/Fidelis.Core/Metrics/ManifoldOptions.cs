namespace Fidelis.Metrics;

/// <summary>The options of improved precision, recall and their F1.</summary>
public sealed record ManifoldOptions
{
    /// <summary>Gets the neighbour in its own set that the ball about an image reaches to. The default is 3, as published.</summary>
    public int K { get; init; } = 3;

    /// <summary>Gets whose balls are counted. The default is Kynkäänniemi's, which is what the literature means.</summary>
    public BallConvention Convention { get; init; } = BallConvention.Kynkaanniemi;

    /// <summary>Gets a value indicating whether the border belongs to a ball.</summary>
    internal bool HasBorder => Convention == BallConvention.Kynkaanniemi;

    /// <summary>Makes the options of a metric.</summary>
    /// <returns>The options, to be bound.</returns>
    internal static MetricOptions<ManifoldOptions> Of() => new MetricOptions<ManifoldOptions>(new ManifoldOptions())
        .WholeNumber("k", "The neighbour in its own set that the ball about an image reaches to.", 1, 1000, options => options.K, (options, value) => options with { K = value })
        .Choice(
            "convention",
            "Whose balls: kynkaanniemi counts the border (<=), prdc does not (<).",
            [("kynkaanniemi", BallConvention.Kynkaanniemi), ("prdc", BallConvention.Prdc)],
            options => options.Convention,
            (options, value) => options with { Convention = value });
}
