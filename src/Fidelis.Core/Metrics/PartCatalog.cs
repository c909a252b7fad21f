using System.Diagnostics.CodeAnalysis;

namespace Fidelis.Metrics;

/// <summary>Finds the classes of this assembly that implement an interface, so that adding one touches no list.</summary>
internal static class PartCatalog
{
    /// <summary>Makes one instance of each class that implements <typeparamref name="T"/>, in the ordinal order of their names.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ILLink.Descriptors.xml keeps every type of this assembly.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "ILLink.Descriptors.xml keeps every constructor of this assembly.")]
    public static IReadOnlyList<T> InstancesOf<T>() =>
    [
        .. typeof(PartCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(T)) && type is { IsAbstract: false, IsInterface: false })
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
