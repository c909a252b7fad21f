using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Sensitivity;

/// <summary>Resolves the names of a plan, and finds everything that is wrong with it before anything expensive begins.</summary>
public static class SensitivitySetup
{
    /// <summary>Opens sets and models and finds the experiments that they allow.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observer">Is told how far the experiments are.</param>
    /// <param name="progress">Told of models and headers; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it, and the experiments, by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The experiments, ready to run.</returns>
    /// <exception cref="InputException">Something is wrong, or no experiment can be made.</exception>
    public static SensitivityInputs Open(SensitivityPlan plan, IExperimentObserver observer, SetupProgress? progress = null, CancellationToken cancellation = default) =>
        Open(plan, observer, evaluation => EvaluationSetup.Open(evaluation, progress, cancellation), cancellation);

    /// <summary>Opens the sets and models by a given function.</summary>
    internal static SensitivityInputs Open(
        SensitivityPlan plan, IExperimentObserver observer, Func<EvaluationPlan, EvaluationInputs> open, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<IExperiment> experiments = plan.Experiment is { } id ? [ExperimentCatalog.Find(id)] : ExperimentCatalog.All;
        EvaluationPlan asked = plan.Evaluation;
        ILookup<bool, MetricAssignment> settings = asked.Settings.ToLookup(setting => ExperimentCatalog.All.Any(experiment => experiment.Descriptor.Id == setting.Metric));
        RequireSettings(experiments, [.. settings[true]]);
        RequireScores(asked.Metrics ?? []);
        EvaluationInputs inputs = open(asked with
        {
            Settings = [.. settings[false]],
            Metrics = asked.Metrics ?? [.. experiments.SelectMany(experiment => experiment.Descriptor.DefaultMetrics).Distinct()],
        });
        SensitivitySets sets = new(inputs);
        List<(IExperiment, ExperimentContext)> ready = [];
        List<Conclusion> leftOut = [];
        foreach (IExperiment experiment in experiments)
        {
            ExperimentDescriptor descriptor = experiment.Descriptor;
            EvaluationInputs own = inputs with
            {
                Metrics = [.. inputs.Metrics.Where(metric => asked.Metrics is not null || descriptor.DefaultMetrics.Contains(metric.Key.Descriptor.Id))],
            };
            ExperimentContext context = new(own, descriptor.Id, MetricRequests.SettingsOf(settings[true], descriptor.Id), sets, observer, cancellation);
            IReadOnlyList<string> problems = descriptor.NeedsGenerated && inputs.Generated.Count == 0
                ? [$"The experiment {descriptor.Id} compares a reference with generated images: name a generated set behind it."]
                : [.. experiment.FindProblems(context)];
            if (problems.Count == 0)
            {
                ready.Add((experiment, context));
            }
            else
            {
                leftOut.Add(new Conclusion("left-out", ConclusionKind.Note, null, $"The experiment {descriptor.Id} is left out. {string.Join(" ", problems)}"));
                if (plan.Experiment is not null)
                {
                    throw new InputException(string.Join(" ", problems));
                }
            }
        }

        return ready.Count > 0
            ? new SensitivityInputs(inputs, ready, leftOut)
            : throw new InputException($"No experiment can be made. {string.Join(" ", leftOut.Select(conclusion => conclusion.Message))}");
    }

    private static void RequireSettings(IReadOnlyList<IExperiment> experiments, IReadOnlyList<MetricAssignment> settings)
    {
        ProblemList problems = new();
        foreach (string id in settings.Select(setting => setting.Metric).Distinct())
        {
            problems.Add(experiments.FirstOrDefault(experiment => experiment.Descriptor.Id == id) is { } experiment
                ? experiment.Descriptor.Options.FindProblems(MetricRequests.SettingsOf(settings, id)).Select(problem => $"{id}: {problem}")
                : [$"Options can be set for experiments that are made ({string.Join(", ", experiments.Select(known => known.Descriptor.Id))}), but one is set for '{id}'."]);
        }

        problems.ThrowIfAny();
    }

    /// <summary>Experiments score many sets, some of them a few images: what trains something for each, or needs a third set, has no place in them.</summary>
    private static void RequireScores(IReadOnlyList<string> metrics)
    {
        ProblemList problems = new();
        problems.Add(metrics.Where(id => MetricCatalog.Find(id) is ITrainingMetric).Select(id => $"{id} trains a classifier for each score, which experiments have no time for: leave it out of --metrics."));
        problems.Add(metrics.Where(id => MetricCatalog.Find(id)?.Descriptor.Needs.HasFlag(MetricNeeds.HeldOut) == true).Select(id => $"{id} needs real images beside those of the training, which experiments do not have: leave it out of --metrics."));
        problems.ThrowIfAny();
    }
}
