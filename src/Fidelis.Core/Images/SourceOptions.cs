namespace Fidelis.Images;

/// <summary>Limits of what a source may be, where its labels are, and what stands behind <c>-</c>.</summary>
public sealed record SourceOptions
{
    /// <summary>The option by which the command line sets <see cref="MaximumEntries"/>, for the remedy of messages.</summary>
    public const string EntriesOption = "--max-entries";

    /// <summary>The option by which the command line sets <see cref="MaximumExpandedBytes"/>, for the remedy of messages.</summary>
    public const string ExpandedBytesOption = "--max-expanded";

    /// <summary>Gets the limits and labels where the user states none.</summary>
    public static SourceOptions Default { get; } = new();

    /// <summary>Gets the largest number of entries of an archive, an array or a list.</summary>
    public int MaximumEntries { get; init; } = 10_000_000;

    /// <summary>
    /// Gets the largest number of bytes that one entry of an archive, a compressed array or the standard input may expand to.
    /// </summary>
    public long MaximumExpandedBytes { get; init; } = 1L << 30;

    /// <summary>Gets a file of labels, or <see langword="null"/> where the source has its own or none.</summary>
    public string? LabelFile { get; init; }

    /// <summary>Gets what the source <c>-</c> reads, or <see langword="null"/> where there is no standard input.</summary>
    public Func<Stream>? StandardInput { get; init; }

    /// <summary>Gets what ends the listing of a folder by an <see cref="OperationCanceledException"/>: some hold a whole machine by their links.</summary>
    public CancellationToken Cancellation { get; init; }
}
