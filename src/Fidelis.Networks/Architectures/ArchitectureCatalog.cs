using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Architectures;

/// <summary>Every architecture of this library, found by reflection.</summary>
public static class ArchitectureCatalog
{
    /// <summary>Gets the architectures, ordered by id.</summary>
    public static IReadOnlyList<IArchitecture> All { get; } = Parts.Of<IArchitecture>(architecture => architecture.Id);

    /// <summary>Finds an architecture by its id.</summary>
    /// <param name="id">The id, such as <c>biocnn-1</c>.</param>
    /// <returns>The architecture.</returns>
    /// <exception cref="InputException">There is none of that id.</exception>
    public static IArchitecture Find(string id) =>
        All.FirstOrDefault(a => a.Id == id) ?? throw new InputException(
            $"The architecture must be one of {string.Join(", ", All.Select(a => a.Id))}, but it is \"{id}\".");
}
