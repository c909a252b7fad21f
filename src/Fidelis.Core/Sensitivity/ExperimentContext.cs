using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Sensitivity;

/// <summary>What an experiment works with: the sets, the models, the metrics that suit it, and what prepares and scores sets.</summary>
public sealed class ExperimentContext
{
    private readonly SensitivitySets sets;
    private readonly IExperimentObserver observer;
    private readonly CancellationToken cancellation;
    private readonly string experiment;

    internal ExperimentContext(
        EvaluationInputs inputs, string experiment, MetricSettings settings, SensitivitySets sets, IExperimentObserver observer, CancellationToken cancellation)
    {
        Inputs = inputs;
        Settings = settings;
        this.experiment = experiment;
        this.sets = sets;
        this.observer = observer;
        this.cancellation = cancellation;
    }

    /// <summary>Gets the sets, the models, and the metrics with their options. Every metric compares sets or scores one by what a network says of it.</summary>
    public EvaluationInputs Inputs { get; }

    /// <summary>Gets the options of the experiment that the user gave.</summary>
    public MetricSettings Settings { get; }

    /// <summary>Gets the sets of all experiments.</summary>
    internal SensitivitySets Sets => sets;

    /// <summary>Gets the models, or one <see langword="null"/> where every set is a file of features.</summary>
    public IReadOnlyList<FeatureExtractor?> Extractors => Inputs.Extractors is [] ? [null] : [.. Inputs.Extractors];

    /// <summary>Gets the descriptors of the metrics, in the order of their ids.</summary>
    public IReadOnlyList<MetricDescriptor> Metrics => [.. Inputs.Metrics.Select(metric => metric.Key.Descriptor)];

    /// <summary>Takes the same with fewer metrics.</summary>
    /// <param name="isWanted">Chooses among them.</param>
    /// <returns>The context.</returns>
    public ExperimentContext Only(Func<MetricDescriptor, bool> isWanted) =>
        new(Inputs with { Metrics = [.. Inputs.Metrics.Where(metric => isWanted(metric.Key.Descriptor))] }, experiment, Settings, sets, observer, cancellation);

    /// <summary>Takes the same with the metrics that one model can serve: those of class probabilities need a network that tells classes apart.</summary>
    /// <param name="extractor">The model; <see langword="null"/> where every set is a file.</param>
    /// <param name="conclusions">Takes a note of what is left out.</param>
    /// <returns>The context.</returns>
    public ExperimentContext For(FeatureExtractor? extractor, ICollection<Conclusion> conclusions)
    {
        ArgumentNullException.ThrowIfNull(conclusions);
        bool tellsClasses = extractor is null ? Inputs.Sources.All(source => source.Features?.Probabilities is not null) : extractor.Model.Network.Classes.Count > 0;
        string[] needing = tellsClasses ? [] : [.. Metrics.Where(metric => metric.Needs.HasFlag(MetricNeeds.Probabilities)).Select(metric => metric.Id)];
        if (needing.Length > 0)
        {
            conclusions.Add(new Conclusion(
                "no-probabilities", ConclusionKind.Note, null, $"{(extractor is null ? "The files have no class probabilities" : $"'{extractor.Model.Id}' tells no classes apart")}: {string.Join(" and ", needing)} cannot be computed so."));
        }

        return Only(metric => !needing.Contains(metric.Id));
    }

    /// <summary>Makes a generator for one random choice of the experiment.</summary>
    /// <param name="purpose">What is drawn.</param>
    /// <returns>A generator that depends on the seed of the run, the experiment and the purpose.</returns>
    public Xoshiro256 Random(string purpose) => new Xoshiro256(Inputs.Plan.Seed).Split(experiment).Split(purpose);

    /// <summary>Takes the reference and the generated sets as a model sees them, in this order. They are extracted once for all experiments.</summary>
    /// <param name="extractor">The model; <see langword="null"/> where every set is a file.</param>
    /// <returns>The sets.</returns>
    public IReadOnlyList<PreparedSet> Prepare(FeatureExtractor? extractor) => sets.Prepare(extractor, observer, cancellation);

    /// <summary>Extracts several layers of the reference and of the generated sets, in this order, each by one pass through the network.</summary>
    /// <param name="extractor">The model.</param>
    /// <param name="layers">The layers.</param>
    /// <returns>The layers of each set, which the caller disposes of.</returns>
    public IReadOnlyList<LayerTable> PrepareLayers(FeatureExtractor extractor, IReadOnlyList<PooledLayer> layers) =>
        sets.PrepareLayers(extractor, layers, observer, cancellation);

    /// <summary>Runs the part of the experiment that scores.</summary>
    /// <typeparam name="T">What the part gives back.</typeparam>
    /// <param name="title">What is being done, capitalised, without a full stop.</param>
    /// <param name="total">How often <see cref="ExperimentScorer.Score"/> is going to be called.</param>
    /// <param name="work">The part.</param>
    /// <returns>What the part gave back.</returns>
    public T Score<T>(string title, long total, Func<ExperimentScorer, T> work) =>
        observer.Run(title, "steps", total, 0, progress => work(new ExperimentScorer(Inputs, progress, cancellation)));
}
