namespace Fidelis.Metrics;

/// <summary>The options of <see cref="DataMassCoverage"/>.</summary>
public sealed record DataMassCoverageOptions
{
    /// <summary>Gets the share of the model's own mass that lies above the level.</summary>
    public double Mass { get; init; } = 0.95;

    /// <summary>Gets the width of the kernel; <see langword="null"/> is the likeliest.</summary>
    public double? Width { get; init; }

    /// <summary>Gets the most images of each set.</summary>
    public int Samples { get; init; } = 5_000;

    /// <summary>Gets the seed that chooses them.</summary>
    public uint Seed { get; init; } = 1;
}
