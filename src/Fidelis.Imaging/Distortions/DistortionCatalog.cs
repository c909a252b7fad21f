using Fidelis.Numerics.Discovery;

namespace Fidelis.Imaging.Distortions;

/// <summary>Every distortion that Fidelis has.</summary>
public static class DistortionCatalog
{
    /// <summary>Gets the distortions, ordered by their ids.</summary>
    public static IReadOnlyList<IDistortion> All { get; } = Parts.Of<IDistortion>(distortion => distortion.Id);
}
