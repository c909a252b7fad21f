using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>Finds the nearest reference images of every generated image, exactly, and tells which generated images are copies.</summary>
public static class NeighbourSearch
{
    /// <summary>The reference images that are needed for the spacing about each: itself, its nearest and another one.</summary>
    private const int FewestReferenceImages = 3;

    /// <summary>Opens the sets and the model of a plan and finds everything that is wrong before anything expensive begins.</summary>
    /// <param name="plan">A plan with one generated set. Its metrics are not looked at.</param>
    /// <param name="options">What is to be found.</param>
    /// <param name="progress">Told of models and headers; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The inputs, ready to run.</returns>
    /// <exception cref="InputException">Something is wrong; the message says what.</exception>
    public static EvaluationInputs Open(
        EvaluationPlan plan, NeighbourSearchOptions options, SetupProgress? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Rate is > 0 and <= 0.5))
        {
            throw new InputException(
                FormattableString.Invariant($"The share of new real images that may be flagged must lie above 0 and be at most 0.5, such as 0.01, but is {options.Rate}."));
        }

        if (options.Count < 1)
        {
            throw new InputException($"The number of neighbours must be at least 1, but is {options.Count}.");
        }

        EvaluationInputs inputs = EvaluationSetup.Open(plan with { Metrics = [] }, progress, cancellation);
        foreach (EvaluationSource source in inputs.Sources.Where(source => source.Images is null))
        {
            if (source.Features?.Features is null)
            {
                throw new InputException($"Neighbours are sought among the features of single images, but '{source.Name}' holds {source.Kind} without them: name images or a features file.");
            }

            if (options.NeedsImages)
            {
                throw new InputException($"A contact sheet shows images, but '{source.Name}' holds features alone: name the images that they are of, or leave --sheet out.");
            }
        }

        long count = inputs.Reference.Count!.Value;
        return count < Math.Max(FewestReferenceImages, options.Count)
            ? throw new InputException(
                $"The reference must hold at least {Math.Max(FewestReferenceImages, options.Count)} images for {options.Count} neighbours and the spacing about them, but '{inputs.Reference.Name}' holds {count}.")
            : inputs;
    }

    /// <summary>Runs the search.</summary>
    /// <param name="inputs">What <see cref="Open"/> gave.</param>
    /// <param name="options">What is to be found.</param>
    /// <param name="progress">Told how far it is, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the search by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The neighbours of every generated image.</returns>
    /// <exception cref="InputException">An image cannot be read, or a feature is not finite.</exception>
    public static NeighbourResult Run(
        EvaluationInputs inputs, NeighbourSearchOptions options, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(options);
        using SetPreparation preparation = new(progress, cancellation);
        FeatureExtractor? extractor = inputs.Extractors is [var only, ..] ? only : null;
        PreparedSet reference = preparation.Prepare(inputs.Reference, extractor);
        PreparedSet generated = preparation.Prepare(inputs.Generated[0], extractor);
        RequireImages(reference, options);
        preparation.LetNetworkGo();
        preparation.Announce("finding neighbours");
        NeighbourTable within = reference.Statistics.Neighbours(2);
        NeighbourTable nearest = Nearest.Of(new EuclideanMeasure(generated.Statistics.Features, reference.Statistics.Features), options.Count);
        double[] ratios = SpacingRatio.OfGenerated(nearest, within);
        CopyTest test = new(SpacingRatio.OfReference(within), ratios, options.Rate);
        IReadOnlyList<ExactCopy?>? exact = reference.Identities is { } known && generated.Identities is { } others ? ExactCopy.Find(known, others) : null;
        NeighbourResult result = new(
            reference.Summarize(),
            generated.Summarize(),
            ModelSummary.Of(extractor, generated.Statistics),
            ProtocolSummary.Of(extractor, reference, generated),
            reference.Statistics.Set!.Paths,
            generated.Statistics.Set!.Paths,
            [.. ratios.Select((ratio, image) => new ImageNeighbours(image, NeighboursOf(nearest, image), ratio, test.IsNearCopy(ratio), exact?[image]))],
            test,
            exact is not null,
            [])
        {
            Realism = RealismOf(reference.Statistics, generated.Statistics),
        };
        return result with { Conclusions = NeighbourConclusions.Of(reference, generated, result) };
    }

    private static void RequireImages(PreparedSet reference, NeighbourSearchOptions options)
    {
        // Images that cannot be read may have been left out since.
        if (reference.Statistics.Count < Math.Max(FewestReferenceImages, options.Count))
        {
            throw new InputException($"The reference must hold at least {Math.Max(FewestReferenceImages, options.Count)} images that can be read, but '{reference.Source.Name}' holds {reference.Statistics.Count}.");
        }
    }

    private static ImageScores? RealismOf(SetStatistics reference, SetStatistics generated)
    {
        Realism metric = new();
        long fewest = metric.Descriptor.MinimumImageCount;
        return reference.Count >= fewest && generated.Count >= fewest ? metric.Compute(reference, generated, MetricSettings.Default) : null;
    }

    private static Neighbour[] NeighboursOf(NeighbourTable nearest, int image) =>
        [.. Enumerable.Range(1, nearest.Depth).Select(rank => new Neighbour(nearest.Index(image, rank), Math.Sqrt(nearest.Measure(image, rank))))];
}
