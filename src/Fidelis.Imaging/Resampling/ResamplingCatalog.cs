using System.Diagnostics.CodeAnalysis;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Resampling;

/// <summary>Every resampling kernel that Fidelis has, found by reflection.</summary>
public static class ResamplingCatalog
{
    /// <summary>Gets the kernels in the ordinal order of their ids.</summary>
    public static IReadOnlyList<IResamplingKernel> All { get; } = Discover();

    /// <summary>Finds a kernel by its id.</summary>
    /// <param name="id">The id, such as <c>pillow-bicubic</c>.</param>
    /// <returns>The kernel.</returns>
    /// <exception cref="InputException">There is no such kernel.</exception>
    public static IResamplingKernel Find(string id) =>
        All.FirstOrDefault(kernel => kernel.Id == id)
        ?? throw new InputException($"The resampling kernel must be one of {string.Join(", ", All.Select(kernel => kernel.Id))}, but it is \"{id}\".");

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assembly is rooted by the applications: catalogues are found by reflection.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The assembly is rooted by the applications: catalogues are found by reflection.")]
    private static IResamplingKernel[] Discover() =>
    [
        .. typeof(ResamplingCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IResamplingKernel)) && !type.IsAbstract)
            .Select(type => (IResamplingKernel)Activator.CreateInstance(type)!)
            .OrderBy(kernel => kernel.Id, StringComparer.Ordinal),
    ];
}
