using Fidelis.Evaluation.Floors;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;

namespace Fidelis.Evaluation;

/// <summary>What is to be evaluated, as the user names it.</summary>
public sealed record EvaluationPlan
{
    /// <summary>The word that stands for every set metric that is not costly.</summary>
    public const string AllMetrics = "all";

    /// <summary>Gets the reference: a source of images (<see cref="ImageSources"/>), a features file or a statistics file.</summary>
    public required string Reference { get; init; }

    /// <summary>Gets the generated sets, one or more, each as for <see cref="Reference"/>; none where the reference alone is looked at.</summary>
    public required IReadOnlyList<string> Generated { get; init; }

    /// <summary>
    /// Gets real images that the generators were not trained on, as for <see cref="Reference"/>, which then holds those that they were;
    /// <see langword="null"/> where there are none.
    /// </summary>
    public string? HeldOut { get; init; }

    /// <summary>Gets the models, each <c>NAME[:WEIGHTS][@LAYER]</c> or a path. Needed where a set holds images.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Gets a file of weights for the architecture that the one model names, or <see langword="null"/> where models have their own.</summary>
    public string? Weights { get; init; }

    /// <summary>Gets where models are found by their names.</summary>
    public ModelRegistry Registry { get; init; } = ModelRegistry.Standard;

    /// <summary>Gets the limits and labels of sources of images.</summary>
    public SourceOptions Sources { get; init; } = SourceOptions.Default;

    /// <summary>Gets how the models look at images.</summary>
    public ExtractionOptions Extraction { get; init; } = new();

    /// <summary>Gets the only class folders that are taken, of all sets; empty takes everything.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Gets the number of images that are taken of each set, the first of a permutation by <see cref="Seed"/>; <see langword="null"/> takes all.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Gets the ids of the metrics; <see langword="null"/> takes the default ones, an empty list none, <see cref="AllMetrics"/> every set
    /// metric that is not costly.
    /// </summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Gets the metric options that differ from their defaults.</summary>
    public IReadOnlyList<MetricAssignment> Settings { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether every set metric is computed for every class that both sets have, too. Metrics that need the classes come along
    /// where they apply: the accuracy of the classifier on the classes that were to be generated, and the mean over the classes of FID where that is computed.
    /// </summary>
    public bool PerClass { get; init; }

    /// <summary>Gets how floors are found; by the formula of the metric by default.</summary>
    public FloorKind Floor { get; init; }

    /// <summary>Gets the limits that a score must not pass.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Gets the seed of every random choice that has none of its own.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Lists what the evaluation reads, which nothing that is written may replace: sets, labels and the files of models.</summary>
    /// <returns>Sources as they are named, and paths of files, of which not all need exist.</returns>
    /// <exception cref="InputException">A model is damaged.</exception>
    public IEnumerable<string> FindInputs() =>
        ((string?[])[Reference, .. Generated, HeldOut, Sources.LabelFile, Weights]).OfType<string>()
            .Concat((Models.Count > 0 ? Models : [ModelRegistry.DefaultModel]).SelectMany(Registry.FilesOf));
}
