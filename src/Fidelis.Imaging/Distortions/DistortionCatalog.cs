using System.Diagnostics.CodeAnalysis;

namespace Fidelis.Imaging.Distortions;

/// <summary>Every distortion that Fidelis has.</summary>
public static class DistortionCatalog
{
    /// <summary>Gets the distortions, ordered by their ids.</summary>
    public static IReadOnlyList<IDistortion> All { get; } = Find();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The library is not trimmed; distortions are rooted by being in this assembly.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The library is not trimmed; distortions are rooted by being in this assembly.")]
    private static IDistortion[] Find() =>
    [
        .. typeof(DistortionCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IDistortion)) && !type.IsAbstract)
            .Select(type => (IDistortion)Activator.CreateInstance(type)!)
            .OrderBy(distortion => distortion.Id, StringComparer.Ordinal),
    ];
}
