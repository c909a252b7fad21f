namespace Fidelis.Metrics;

/// <summary>The options of the Inception Score.</summary>
public sealed record InceptionScoreOptions
{
    /// <summary>Gets whose splits are taken. The default is that of the authors' code, which is what the literature means.</summary>
    public InceptionScoreConvention Convention { get; init; } = InceptionScoreConvention.OpenAi;

    /// <summary>Gets the number of parts that the set is cut into. The default is 10.</summary>
    public int Splits { get; init; } = 10;

    /// <summary>Gets the seed of NumPy's RandomState whose permutation orders the images; <see langword="null"/> keeps their order. The default is 2020, as in torch-fidelity.</summary>
    public uint? ShuffleSeed { get; init; } = 2020;
}
