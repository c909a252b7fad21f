namespace Fidelis.Imaging.Resampling;

/// <summary>One picture to resize: what all bands of its rows share.</summary>
/// <typeparam name="TSample">The type of the source's samples: <see cref="byte"/> or <see cref="float"/>.</typeparam>
internal readonly unsafe struct ResamplingJob<TSample>
    where TSample : unmanaged
{
    /// <summary>The samples of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Gets the first sample of the region that is resized.</summary>
    public required TSample* Source { get; init; }

    /// <summary>Gets the distance between two rows of the source in samples.</summary>
    public required nint SourceStride { get; init; }

    /// <summary>Gets the columns of the region.</summary>
    public required int SourceWidth { get; init; }

    /// <summary>Gets the table of the columns, or null where their number stays the same.</summary>
    public required ResamplingTable? Across { get; init; }

    /// <summary>Gets the table of the rows, or null where their number stays the same.</summary>
    public required ResamplingTable? Down { get; init; }

    /// <summary>Gets the columns of the result.</summary>
    public required int Width { get; init; }

    /// <summary>Gets the rows of the result.</summary>
    public required int Height { get; init; }

    /// <summary>Gets what becomes of values outside [0, 255].</summary>
    public required Overshoot Overshoot { get; init; }

    /// <summary>Gets the result <c>[height, width, 3]</c>.</summary>
    public required float* Destination { get; init; }

    /// <summary>Gets the number of products of a sample and a weight in both passes.</summary>
    public long ProductCount =>
        Channels * (((long)(Down?.Samples.Length ?? Height) * (Across?.WeightCount ?? 0)) + ((long)Width * (Down?.WeightCount ?? 0)));

    /// <summary>Finds the row of the source that has a place in the table of the rows.</summary>
    /// <param name="place">The place; beyond the last one it counts as the last.</param>
    /// <returns>The first sample of the row.</returns>
    public TSample* SourceRow(int place) =>
        Source + (SourceStride * (Down is null ? Math.Min(place, Height - 1) : Down.Samples[Math.Min(place, Down.Samples.Length - 1)]));
}
