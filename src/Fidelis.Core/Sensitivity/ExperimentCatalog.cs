using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Sensitivity;

/// <summary>All experiments, found by reflection: adding one touches no list.</summary>
public static class ExperimentCatalog
{
    /// <summary>Gets every experiment, in the ordinal order of ids.</summary>
    public static IReadOnlyList<IExperiment> All { get; } = Parts.Of<IExperiment>(experiment => experiment.Descriptor.Id);

    /// <summary>Finds an experiment.</summary>
    /// <param name="id">The id, in lower case.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">There is none of that id.</exception>
    public static IExperiment Find(string id)
    {
        IEnumerable<string> known = All.Select(experiment => experiment.Descriptor.Id);
        return All.FirstOrDefault(experiment => experiment.Descriptor.Id == id)
            ?? throw new InputException($"There is no experiment '{id}'. There is: {string.Join(", ", known)}.{Suggestion.For(id, known)}");
    }
}
