using Fidelis.Evaluation.Validators;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Registry;

namespace Fidelis.Evaluation;

/// <summary>Resolves the names of a plan, and finds everything that is wrong with it before anything expensive begins.</summary>
public static class EvaluationSetup
{
    /// <summary>Opens sources and models and runs every validator.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Told of models and headers; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The plan's inputs, ready to run.</returns>
    /// <exception cref="InputException">Something is wrong; the message names every problem that was found.</exception>
    public static EvaluationInputs Open(EvaluationPlan plan, SetupProgress? progress = null, CancellationToken cancellation = default) =>
        Open(plan, spec => plan.Registry.Open(spec, plan.Weights, cancellation), SourceOpener.Open, progress, cancellation);

    /// <summary>Opens by given functions.</summary>
    internal static EvaluationInputs Open(
        EvaluationPlan plan,
        Func<string?, RegisteredModel> openModel,
        Func<string, EvaluationPlan, EvaluationSource> openSource,
        SetupProgress? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ProblemList problems = new();
        if (plan.Weights is not null && plan.Models.Count > 1)
        {
            problems.Add([$"A file of weights goes with one model, but there are {plan.Models.Count}."]);
        }

        string[] paths = [plan.Reference, .. plan.Generated, .. plan.HeldOut is { } other ? [other] : Array.Empty<string>()];
        IReadOnlyList<EvaluationSource?> opened = problems.TryAll([.. paths.Select(path => (Func<EvaluationSource>)(() => openSource(path, plan)))]);
        EvaluationSource? reference = opened[0];
        List<EvaluationSource> generated = [.. opened.Skip(1).Take(plan.Generated.Count).OfType<EvaluationSource>()];
        EvaluationSource? heldOut = plan.HeldOut is null ? null : opened[^1];
        IReadOnlyList<EvaluationSource> sources = [.. opened.OfType<EvaluationSource>()];

        // Images without a model are for the default one, which says what to do where it is absent.
        bool hasImages = sources.Any(source => source.Images is not null);
        bool needsDefault = plan.Models.Count == 0 && hasImages;
        IReadOnlyList<string?> models = needsDefault ? [null] : [.. plan.Models];
        ExtractionOptions options = plan.Extraction with { FurtherLayers = MetricSelection.LayersOf(plan) };
        List<FeatureExtractor> extractors = [];
        Dictionary<EvaluationSource, PreflightReport> preflights = [];
        Parallelism.Invoke(OpenModels, LookAtHeaders);

        // What could not be opened has its sentence already: the validators see the rest.
        ValidationContext context = new(plan, sources, extractors) { Preflights = preflights };
        problems.Add(ValidatorCatalog.All.SelectMany(validator => validator.FindProblems(context)));
        problems.ThrowIfAny();
        return new EvaluationInputs(
            plan,
            reference!,
            generated,
            extractors,
            MetricSelection.WithSettings(plan, MetricSelection.Of(plan).Where(MetricComputation.ScoresSets)))
        {
            HeldOut = heldOut,
            TrainingMetrics = MetricSelection.WithSettings(plan, MetricSelection.Of(plan).OfType<ITrainingMetric>()),
            Warnings = WarningsOf(context, reference!, generated),
            ImagePassBytes = extractors.Count * context.Preflights.Values.Sum(report => report.Survey.EncodedBytes),
        };

        void OpenModels()
        {
            foreach (string? model in models)
            {
                progress?.Opening(model ?? ModelRegistry.DefaultModel);
                if (problems.Try(() => new FeatureExtractor(openModel(model), options)) is { } extractor)
                {
                    extractors.Add(extractor);
                }

                progress?.Opened();
                if (extractors is [var first] && hasImages)
                {
                    // Its images come as soon as the headers are looked at.
                    first.BeginPreparing();
                }
            }
        }

        void LookAtHeaders()
        {
            foreach (EvaluationSource source in sources.Where(source => source.Images is not null))
            {
                preflights.Add(source, Preflight.Inspect(source.Images!, plan.Extraction.Rules, progress?.Looked, cancellation));
            }
        }
    }

    private static Conclusion[] WarningsOf(ValidationContext context, EvaluationSource reference, IReadOnlyList<EvaluationSource> generated)
    {
        Dictionary<EvaluationSource, SetImages> sets = context.Preflights.ToDictionary(
            report => report.Key, report => new SetImages(report.Key.Name, report.Value.Survey, report.Value.Source.Classes, null));
        (SetImages, SetImages)[] pairs = sets.TryGetValue(reference, out SetImages? first)
            ? [.. generated.Where(sets.ContainsKey).Select(source => (first, sets[source]))]
            : [];
        return [.. ImageConclusions.Of([.. sets.Values], pairs).Where(conclusion => conclusion.Kind == ConclusionKind.Warning)];
    }
}
