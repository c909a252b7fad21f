namespace Fidelis.Images;

/// <summary>Limits of what a source may be, and where its labels are.</summary>
public sealed record SourceOptions
{
    /// <summary>Gets the limits and labels where the user states none.</summary>
    public static SourceOptions Default { get; } = new();

    /// <summary>Gets the largest number of entries of an archive or an array.</summary>
    public int MaximumEntries { get; init; } = 10_000_000;

    /// <summary>Gets the largest number of bytes that one entry of an archive may expand to.</summary>
    public long MaximumExpandedBytes { get; init; } = 1L << 30;

    /// <summary>Gets a file of labels, or <see langword="null"/> where the source has its own or none.</summary>
    public string? LabelFile { get; init; }
}
