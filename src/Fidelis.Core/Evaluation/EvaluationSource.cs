using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>A set that was opened: its images are listed, its files read, nothing is computed yet.</summary>
public sealed class EvaluationSource
{
    private EvaluationSource(
        string name, string kind, ImageSource? images, FeatureSet? features, FeatureStatistics? statistics, string fileHash, IReadOnlyList<NpzContent> ignored)
    {
        Name = name;
        Kind = kind;
        Images = images;
        Features = features;
        Statistics = statistics;
        FileHash = fileHash;
        IgnoredContents = ignored;
    }

    /// <summary>Gets the set as the user named it.</summary>
    public string Name { get; }

    /// <summary>Gets what was found there: <c>images</c>, <c>features</c> or <c>statistics</c>.</summary>
    public string Kind { get; }

    /// <summary>Gets the images, or <see langword="null"/>.</summary>
    public ImageSource? Images { get; }

    /// <summary>Gets the features or probabilities of a file, or <see langword="null"/>.</summary>
    public FeatureSet? Features { get; }

    /// <summary>Gets the statistics of a file, or <see langword="null"/>.</summary>
    public FeatureStatistics? Statistics { get; }

    /// <summary>Gets SHA-256 of the file; empty for images, whose hash is known once they are read.</summary>
    public string FileHash { get; }

    /// <summary>Gets what else the file holds, which is not looked at.</summary>
    public IReadOnlyList<NpzContent> IgnoredContents { get; }

    /// <summary>Gets the number of images, before any is skipped; <see langword="null"/> where a file does not say it.</summary>
    public long? Count => Images?.Entries.Count ?? Features?.Count ?? Statistics?.Count;

    /// <summary>Gets the number of features of a file; <see langword="null"/> where it has none, and for images.</summary>
    public int? FeatureCount => Features is null ? Statistics?.Dimension : Features.Features?.Columns;

    /// <summary>Gets the classes of the images in ordinal order; empty where no image has one, and for statistics.</summary>
    public IReadOnlyList<string> Classes => Images?.Classes ?? Features?.FindClasses() ?? [];

    /// <summary>Gets the protocol of a file; <see langword="null"/> for images, which get that of the model.</summary>
    public ProtocolSummary? Protocol =>
        Features is not null ? new ProtocolSummary(Features.ProtocolText, Features.ProtocolHash)
        : Statistics is not null ? new ProtocolSummary(Statistics.ProtocolText, Statistics.ProtocolHash)
        : null;

    /// <summary>Takes images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="ignored">What else their file holds.</param>
    /// <returns>The set.</returns>
    public static EvaluationSource Of(ImageSource images, params IReadOnlyList<NpzContent> ignored)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new EvaluationSource(images.Description, "images", images, null, null, "", ignored);
    }

    /// <summary>Takes features of a file.</summary>
    /// <param name="name">The file as the user named it.</param>
    /// <param name="features">Its content.</param>
    /// <param name="fileHash">SHA-256 of the file.</param>
    /// <param name="ignored">What else the file holds.</param>
    /// <returns>The set.</returns>
    public static EvaluationSource Of(string name, FeatureSet features, string fileHash, IReadOnlyList<NpzContent> ignored) =>
        new(name, "features", null, features, null, fileHash, ignored);

    /// <summary>Takes statistics of a file.</summary>
    /// <param name="name">The file as the user named it.</param>
    /// <param name="statistics">Its content.</param>
    /// <param name="fileHash">SHA-256 of the file.</param>
    /// <param name="ignored">What else the file holds.</param>
    /// <returns>The set.</returns>
    public static EvaluationSource Of(string name, FeatureStatistics statistics, string fileHash, IReadOnlyList<NpzContent> ignored) =>
        new(name, "statistics", null, null, statistics, fileHash, ignored);
}
