using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Resampling;

/// <summary>Every resampling kernel that Fidelis has, found by reflection.</summary>
public static class ResamplingCatalog
{
    /// <summary>Gets the kernels in the ordinal order of their ids.</summary>
    public static IReadOnlyList<IResamplingKernel> All { get; } = Parts.Of<IResamplingKernel>(kernel => kernel.Id);

    /// <summary>Finds a kernel by its id.</summary>
    /// <param name="id">The id, such as <c>pillow-bicubic</c>.</param>
    /// <returns>The kernel.</returns>
    /// <exception cref="InputException">There is no such kernel.</exception>
    public static IResamplingKernel Find(string id) =>
        All.FirstOrDefault(kernel => kernel.Id == id)
        ?? throw new InputException($"The resampling kernel must be one of {string.Join(", ", All.Select(kernel => kernel.Id))}, but it is \"{id}\".");
}
