using Fidelis.Images;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Which images are to be compared one by one, and how, as the user names it.</summary>
public sealed record PairPlan
{
    /// <summary>Gets the reference: a source of images (<see cref="ImageSources"/>).</summary>
    public required string Reference { get; init; }

    /// <summary>Gets the generated images: a source of images.</summary>
    public required string Generated { get; init; }

    /// <summary>Gets the limits and labels of sources of images.</summary>
    public SourceOptions Sources { get; init; } = SourceOptions.Default;

    /// <summary>Gets the rules by which stored values become 8-bit ones. A window of the set is that of both sets together.</summary>
    public DecodingRules Rules { get; init; } = DecodingRules.Default;

    /// <summary>Gets whether pairs of which an image cannot be read are left out and listed. By default they end the run.</summary>
    public bool SkipBadImages { get; init; }

    /// <summary>Gets how images find their partners.</summary>
    public MatchRule Match { get; init; } = MatchRule.Name;

    /// <summary>Gets whether images without a partner of their name are left out and listed. By default they are refused.</summary>
    public bool SkipUnmatched { get; init; }

    /// <summary>
    /// Gets the columns and rows that all images are brought to by antialiased bicubic, whatever their aspect ratio; <see langword="null"/>, the default,
    /// takes them as they are, and refuses pairs of two sizes.
    /// </summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>Gets the ids of the metrics; empty takes the default ones, <see cref="EvaluationPlan.AllMetrics"/> every paired metric that is not costly.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Gets the metric options that differ from their defaults.</summary>
    public IReadOnlyList<MetricAssignment> Settings { get; init; } = [];

    /// <summary>Gets the limits that a mean must not pass.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Describes what is done to the images before they are compared; equal texts mean equal values.</summary>
    /// <returns>The steps, with <c> -> </c> between them.</returns>
    public string DescribeProtocol()
    {
        string size = Size is { } wanted
            ? FormattableString.Invariant($"squash to {wanted.Width}x{wanted.Height} by antialiased bicubic (Pillow, float32, clipped to 0..255) where the size differs")
            : "sizes as they are";
        return $"{Rules.Describe()} -> {size} -> levels of 0..255, channel by channel";
    }
}
