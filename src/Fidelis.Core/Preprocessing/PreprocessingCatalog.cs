using System.Diagnostics.CodeAnalysis;
using Fidelis.Numerics.Errors;

namespace Fidelis.Preprocessing;

/// <summary>All preprocessing protocols, found by reflection, ordered by id.</summary>
public static class PreprocessingCatalog
{
    /// <summary>Gets all protocols in the ordinal order of their ids.</summary>
    public static IReadOnlyList<IPreprocessing> All { get; } = Discover();

    /// <summary>Finds a protocol by its id.</summary>
    /// <param name="id">The id, such as <c>native</c>.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="InputException">There is no such protocol.</exception>
    public static IPreprocessing Find(string id) =>
        All.FirstOrDefault(protocol => protocol.Id == id)
        ?? throw new InputException(
            $"There is no preprocessing protocol '{id}'. There is: {string.Join(", ", All.Select(protocol => protocol.Id))}.{Suggestion.For(id, All.Select(protocol => protocol.Id))}");

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A protocol that is trimmed away is one that the application does not have.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "Every protocol has a parameterless constructor; a test creates them all.")]
    private static IPreprocessing[] Discover() =>
    [
        .. typeof(IPreprocessing).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IPreprocessing)) && !type.IsAbstract)
            .Select(type => (IPreprocessing)Activator.CreateInstance(type)!)
            .OrderBy(protocol => protocol.Id, StringComparer.Ordinal),
    ];
}
