using Fidelis.Evaluation;
using Fidelis.Features;

namespace Fidelis.Sensitivity;

/// <summary>The sets of all experiments of a run: what models see of them, and what the run file says of them.</summary>
/// <param name="inputs">The sets and the models.</param>
internal sealed class SensitivitySets(EvaluationInputs inputs)
{
    private readonly Dictionary<string, IReadOnlyList<PreparedSet>> prepared = [];
    private readonly Dictionary<EvaluationSource, SourceSummary> summaries = [];

    /// <summary>Gets what is known of a set, once an experiment has looked at it.</summary>
    public SourceSummary SummaryOf(EvaluationSource source) => summaries[source];

    /// <summary>Extracts the layer of a model, unless another experiment did.</summary>
    public IReadOnlyList<PreparedSet> Prepare(FeatureExtractor? extractor, IExperimentObserver observer, CancellationToken cancellation)
    {
        string key = extractor?.ProtocolHash ?? "";
        if (!prepared.TryGetValue(key, out IReadOnlyList<PreparedSet>? known))
        {
            known = Look(extractor, observer, preparation => inputs.Sources.Select(source => preparation.Prepare(source, extractor)), cancellation);
            prepared.Add(key, known);
            foreach (PreparedSet set in known)
            {
                summaries[set.Source] = set.Summarize();
            }
        }

        return known;
    }

    /// <summary>Extracts several layers of a model.</summary>
    public IReadOnlyList<LayerTable> PrepareLayers(
        FeatureExtractor extractor, IReadOnlyList<PooledLayer> layers, IExperimentObserver observer, CancellationToken cancellation)
    {
        List<LayerTable> tables = [];
        try
        {
            Look(extractor, observer, preparation => inputs.Sources.Select(source =>
            {
                LayerTable table = preparation.Prepare(source, extractor, layers);
                tables.Add(table);
                summaries[source] = new SourceSummary(source.Name, source.Kind, table.Report.ImageCount, table.Report.Skipped, table.Report.ContentHash) { Report = table.Report };
                return table;
            }), cancellation);
            return tables;
        }
        catch
        {
            tables.ForEach(table => table.Dispose());
            throw;
        }
    }

    private IReadOnlyList<T> Look<T>(
        FeatureExtractor? extractor, IExperimentObserver observer, Func<SetPreparation, IEnumerable<T>> work, CancellationToken cancellation)
    {
        // What the plan counts, it counts once for each model.
        int models = Math.Max(inputs.Extractors.Count, 1);
        return observer.Run(
            $"Looking by {extractor?.Model.Id ?? "files"}",
            "images",
            inputs.ImagePassCount / models,
            inputs.ImagePassBytes / models,
            progress =>
            {
                using SetPreparation preparation = new(progress, cancellation);
                return (IReadOnlyList<T>)[.. work(preparation)];
            });
    }
}
