using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Fidelis.Numerics.Discovery;

/// <summary>Finds the classes that implement a contract, so that adding one is adding its file: no list is touched.</summary>
public static class Parts
{
    /// <summary>Makes one instance of each class that implements a contract.</summary>
    /// <typeparam name="T">
    /// The contract. Its assembly is searched. A class there that implements it but has no constructor without parameters is no part: it is made
    /// of what a user wrote down.
    /// </typeparam>
    /// <param name="id">What they are ordered by, ordinally, such as the id that users type.</param>
    /// <param name="isWanted">Chooses among the classes before any is made, or <see langword="null"/> for all.</param>
    /// <returns>The instances.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A part that is trimmed away is one that the application does not have.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A part that is kept is kept with its constructor.")]
    public static IReadOnlyList<T> Of<T>(Func<T, string> id, Func<Type, bool>? isWanted = null) =>
    [
        .. typeof(T).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract && isWanted?.Invoke(type) != false && HasConstructor(type))
            .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!)
            .OrderBy(id, StringComparer.Ordinal),
    ];

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A part that is kept is kept with its constructor.")]
    private static bool HasConstructor(Type type) => type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not null;
}
