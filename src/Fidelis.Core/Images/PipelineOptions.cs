using Fidelis.Imaging.Decoding;

namespace Fidelis.Images;

/// <summary>How <see cref="ImagePipeline"/> works through a list of pictures.</summary>
public sealed record PipelineOptions
{
    /// <summary>The bytes that may wait by default: 256 MiB.</summary>
    public const long DefaultWaitingBytes = 256L << 20;

    /// <summary>Gets the rules by which stored values become pixels.</summary>
    public DecodingRules Rules { get; init; } = DecodingRules.Default;

    /// <summary>
    /// Gets the bytes that may wait: a quarter for files that are read ahead, the rest for pictures in work and for results. The picture
    /// that is due next does not count, whatever its size.
    /// </summary>
    public long WaitingBytes { get; init; } = DefaultWaitingBytes;

    /// <summary>
    /// Gets the pictures that may be worked on ahead of the one that is due, at least 1: as many as fit into <see cref="WaitingBytes"/> by
    /// default. More than hides the work from whoever takes the results only fills memory that nobody has touched yet.
    /// </summary>
    public int WaitingCount { get; init; } = int.MaxValue;

    /// <summary>
    /// Gets what receives each picture that cannot be read, in order, on the thread that enumerates; it is then left out. Where this is
    /// <see langword="null"/>, such a picture ends the enumeration.
    /// </summary>
    public Action<SkippedImage>? Skip { get; init; }

    /// <summary>
    /// Gets what is told of each further picture that is checked after one could not be read; or <see langword="null"/>.
    /// </summary>
    public Action<ImageEntry>? Checked { get; init; }
}
