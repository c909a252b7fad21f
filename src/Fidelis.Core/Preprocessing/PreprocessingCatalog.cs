using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Preprocessing;

/// <summary>All preprocessing protocols, found by reflection, ordered by id.</summary>
public static class PreprocessingCatalog
{
    /// <summary>Gets all protocols in the ordinal order of their ids.</summary>
    public static IReadOnlyList<IPreprocessing> All { get; } = Parts.Of<IPreprocessing>(protocol => protocol.Id);

    /// <summary>Finds a protocol by its id.</summary>
    /// <param name="id">The id, such as <c>native</c>.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="InputException">There is no such protocol.</exception>
    public static IPreprocessing Find(string id) =>
        All.FirstOrDefault(protocol => protocol.Id == id)
        ?? throw new InputException(
            $"There is no preprocessing protocol '{id}'. There is: {string.Join(", ", All.Select(protocol => protocol.Id))}.{Suggestion.For(id, All.Select(protocol => protocol.Id))}");
}
