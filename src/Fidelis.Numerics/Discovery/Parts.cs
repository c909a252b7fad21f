using System.Diagnostics.CodeAnalysis;

namespace Fidelis.Numerics.Discovery;

/// <summary>Finds the classes that implement a contract, so that adding one is adding its file: no list is touched.</summary>
public static class Parts
{
    /// <summary>Makes one instance of each class that implements a contract.</summary>
    /// <typeparam name="T">The contract. Its assembly is searched; every class there that implements it has a constructor without parameters.</typeparam>
    /// <param name="id">What they are ordered by, ordinally, such as the id that users type.</param>
    /// <returns>The instances.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A part that is trimmed away is one that the application does not have.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A part that is kept is kept with its constructor.")]
    public static IReadOnlyList<T> Of<T>(Func<T, string> id) =>
    [
        .. typeof(T).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract)
            .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!)
            .OrderBy(id, StringComparer.Ordinal),
    ];
}
