using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>Scores by every layer of a network, from one pass of each set through it.</summary>
/// <remarks>
/// P. Liashchynskyi and P. Liashchynskyi observe that FID grows as the layer of the features moves towards the input. Its unit is the square of
/// that of the features, so that the growth may be one of the features alone; the ratio to the floor has no unit.
/// </remarks>
internal sealed class LayerExperiment : IExperiment
{
    /// <summary>From this rank correlation on one speaks of a trend.</summary>
    private const double Trend = 0.5;

    /// <summary>Two layers have a correlation of 1 or -1 whatever they are.</summary>
    private const int FewestForTrend = 3;

    private static readonly MetricOptions<LayerOptions> Options = new MetricOptions<LayerOptions>(new LayerOptions([], 8192))
        .Names("only", "The layers that are looked at.", "all", options => options.Only, (options, value) => options with { Only = value })
        .WholeNumber("largest", "With --pooling flatten: the most values of a layer that are all taken; larger maps are pooled by their mean.", 1, 1 << 20, options => options.Largest, (options, value) => options with { Largest = value });

    /// <inheritdoc/>
    public ExperimentDescriptor Descriptor { get; } = new()
    {
        Id = "layers",
        Question = "Do scores grow as the layer of the features moves towards the input?",
        Method = "Scores by every layer of each model that features can be taken from, from one pass of each set through the network, and tells by rank correlation whether score and ratio to the floor rise or fall with depth.",
        Example = "cells/test generated --model biocnn-1:blood-cells --model biocnn-2:blood-cells",
        NeedsGenerated = true,
        DefaultMetrics = ["fid"],
        Options = Options,
        StepHeading = "layer",
        AxisTitle = "Depth: operations from the images",
        ComparesRatios = true,
    };

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ExperimentContext context)
    {
        LayerOptions options = Options.Bind(context.Settings);
        foreach (EvaluationSource file in context.Inputs.Sources.Where(source => source.Images is null))
        {
            yield return $"Layers are computed from images, but '{file.Name}' is a file of one layer: name the images.";
        }

        foreach (FeatureExtractor extractor in context.Inputs.Extractors.Where(extractor => (extractor.Model.Layer ?? context.Inputs.Plan.Extraction.Layer) is not null))
        {
            yield return $"Every layer of a model is looked at, but '{extractor.Layer.Name}' of '{extractor.Model.Id}' is named: leave it out, or name several by --set layers.only=NAME,NAME.";
        }

        string[] known = [.. context.Inputs.Extractors.SelectMany(extractor => extractor.Model.Network.Layers).Select(layer => layer.Name)];
        foreach (string name in options.Only.Where(name => context.Inputs.Extractors.Count > 0 && !known.Contains(name)))
        {
            yield return $"No model has a layer '{name}': `fidelis models show MODEL` lists those that there are.{Suggestion.For(name, known)}";
        }

        foreach (FeatureExtractor extractor in context.Inputs.Extractors.Where(extractor => LayersOf(extractor, options).Length == 0 && options.Only.Any(known.Contains)))
        {
            yield return $"The model '{extractor.Model.Id}' has none of the layers {string.Join(", ", options.Only)}: name one of its own too, or leave the model out.";
        }

        if (!context.Metrics.Any(LooksAtLayers))
        {
            yield return $"No metric that is computed ({string.Join(", ", context.Metrics.Select(metric => metric.Id))}) looks at a layer that may be chosen: name one that does, such as fid.";
        }
    }

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        LayerOptions options = Options.Bind(context.Settings);
        List<Conclusion> conclusions = [];
        string[] passedOver = [.. context.Metrics.Where(metric => !LooksAtLayers(metric)).Select(metric => metric.Id)];
        if (passedOver.Length > 0)
        {
            conclusions.Add(new Conclusion(
                "no-layer-chosen", ConclusionKind.Note, null, $"Whichever layer is chosen, {string.Join(" and ", passedOver)} would be the same: what is not computed from that layer has no place in this table."));
        }

        ExperimentContext own = context.Only(LooksAtLayers);
        List<ExperimentSeries> series = [];
        foreach (FeatureExtractor extractor in own.Inputs.Extractors)
        {
            PooledLayer[] layers = [.. LayersOf(extractor, options).Select(layer => extractor.Pool(layer, options.Largest))];
            series.AddRange(Measure(own, extractor, layers));
            conclusions.AddRange(OfPooling(extractor, layers));
        }

        conclusions.AddRange(OfUnits(own.Metrics, series));
        conclusions.AddRange(series.SelectMany(one => own.Metrics.Select(metric => OfTrend(own.Inputs, one, metric.Id)).OfType<Conclusion>()));
        return new ExperimentResult(Descriptor, Options.Resolve(context.Settings), series, conclusions);
    }

    private static bool LooksAtLayers(MetricDescriptor metric) =>
        metric.Layer is null && (metric.Needs & (MetricNeeds.Features | MetricNeeds.Statistics)) != 0 && !metric.Needs.HasFlag(MetricNeeds.Probabilities);

    private static LayerDescription[] LayersOf(FeatureExtractor extractor, LayerOptions options) =>
        [.. extractor.Model.Network.Layers.Where(layer => options.Only.Count == 0 || options.Only.Contains(layer.Name))];

    private static IReadOnlyList<ExperimentSeries> Measure(ExperimentContext context, FeatureExtractor extractor, PooledLayer[] layers)
    {
        IReadOnlyList<LayerTable> sets = context.PrepareLayers(extractor, layers);
        try
        {
            IReadOnlyList<EvaluationSource> generated = context.Inputs.Generated;
            List<ExperimentStep>[] steps = [.. generated.Select(_ => new List<ExperimentStep>())];
            return context.Score($"Scoring layers of {extractor.Model.Id}", (long)layers.Length * generated.Count, scorer =>
            {
                for (int i = 0; i < layers.Length; i++)
                {
                    // One layer at a time: what is computed of it is gone before the next.
                    SetStatistics reference = SetStatistics.Of(context.Inputs.Reference.Name, sets[0].Load(i));
                    for (int g = 0; g < generated.Count; g++)
                    {
                        SetStatistics other = SetStatistics.Of(generated[g].Name, sets[g + 1].Load(i));
                        steps[g].Add(Step(extractor, layers[i], scorer.Score(layers[i].Layer.Name, reference, other)));
                    }
                }

                return (IReadOnlyList<ExperimentSeries>)[.. steps.Select((ofSet, g) => new ExperimentSeries(extractor.Model.Id, g, "", [.. ofSet.OrderBy(step => step.Position)]))];
            });
        }
        finally
        {
            foreach (LayerTable set in sets)
            {
                set.Dispose();
            }
        }
    }

    private static ExperimentStep Step(FeatureExtractor extractor, PooledLayer layer, IReadOnlyList<MetricResult> metrics) => new(
        layer.Layer.Name,
        layer.Layer.Depth,
        new ModelSummary(extractor.Model.Id, extractor.Model.WeightsHash, layer.Layer.Name, layer.PoolingId, layer.FeatureCount, null),
        new ProtocolSummary(layer.ProtocolText, layer.ProtocolHash),
        metrics)
    {
        Facts =
        [
            new("operator", layer.Layer.Operator),
            new("depth", layer.Layer.Depth.ToString(CultureInfo.InvariantCulture)),
            new("features", layer.FeatureCount.ToString(CultureInfo.InvariantCulture)),
            new("pooling", layer.PoolingId),
        ],
    };

    private static IEnumerable<Conclusion> OfPooling(FeatureExtractor extractor, PooledLayer[] layers)
    {
        PooledLayer[] reduced = [.. layers.Where(layer => layer.IsReduced)];
        if (reduced.Length > 0)
        {
            yield return new Conclusion(
                "pooled-layers",
                ConclusionKind.Warning,
                null,
                $"{reduced.Length} of {layers.Length} layers of {extractor.Model.Id} have more values than --set layers.largest allows ({reduced[0].Layer.Name} has {reduced[0].ElementCount}) and are pooled by their mean, unlike the others: the column 'pooling' says which.");
        }
    }

    private static IEnumerable<Conclusion> OfUnits(IReadOnlyList<MetricDescriptor> metrics, IReadOnlyList<ExperimentSeries> series)
    {
        string[] distances = [.. metrics.Where(metric => metric.IsDistance).Select(metric => metric.Id)];
        if (distances.Length > 0)
        {
            int[] counts = [.. series.SelectMany(one => one.Steps).Select(step => step.Model.FeatureCount!.Value)];
            bool hasRatio = series.SelectMany(one => one.Steps).Any(step => distances.Any(id => step.Find(id)?.Floor is not null));
            yield return new Conclusion(
                "layers-not-comparable",
                ConclusionKind.Warning,
                null,
                $"Values of {string.Join(" and ", distances)} in different layers are not comparable: each has the unit of its own features, of which there are {counts.Min()} to {counts.Max()}. "
                + (hasRatio ? "The ratio of a score to its floor has no unit: compare layers by that." : "Compare layers by a metric that has a floor, such as fid, or by --floor measured."));
        }
    }

    private static Conclusion? OfTrend(EvaluationInputs inputs, ExperimentSeries series, string metric)
    {
        ExperimentStep[] steps = [.. series.Steps.Where(step => step.Find(metric) is not null)];
        string set = inputs.Generated[series.Generated!.Value].Name;
        if (steps.Length < FewestForTrend)
        {
            return null;
        }

        string value = Describe(steps, step => step.Find(metric)!.Value);
        bool hasRatio = steps.All(step => step.Find(metric)!.Details.ContainsKey(RepeatedScore.FloorRatio));
        string ratio = hasRatio ? $" Its ratio to the floor {Describe(steps, step => step.Find(metric)!.Details[RepeatedScore.FloorRatio])}." : "";
        return new Conclusion(
            "trend",
            ConclusionKind.Verdict,
            metric,
            $"Over {steps.Length} layers of {series.Model}, {metric} of '{set}' {value}.{ratio}");
    }

    /// <summary>Says how a quantity goes with depth: "grows towards the input (rank correlation with depth -0.93; the half of the layers nearer to it has 12 times the other)".</summary>
    private static string Describe(ExperimentStep[] steps, Func<ExperimentStep, double> quantity)
    {
        // Features are float32: what differs by less is the same, as behind a layer that lets everything through.
        double[] values = [.. steps.Select(step => (double)(float)quantity(step))];
        if (RankCorrelation.Of([.. steps.Select(step => step.Position)], values) is not { } correlation)
        {
            return "is the same everywhere";
        }

        string trend = correlation <= -Trend ? "grows towards the input" : correlation >= Trend ? "falls towards the input" : "neither grows nor falls steadily towards the input";
        string halves = values.All(value => value > 0)
            ? $"; by geometric means, the half of the layers nearer to it has {Times(GeometricMean(values[..(values.Length / 2)]) / GeometricMean(values[^(values.Length / 2)..]))} times that of the other half"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{trend} (rank correlation with depth {correlation:0.00}{halves})");
    }

    private static string Times(double factor) => factor.ToString(factor >= 10 ? "F0" : "G2", CultureInfo.InvariantCulture);

    private static double GeometricMean(double[] values) => Math.Exp(values.Average(Math.Log));

    private sealed record LayerOptions(IReadOnlyList<string> Only, int Largest);
}
