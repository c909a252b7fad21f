using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Which way a convolution of a training takes: by a scheme of fewer products in float32, by tiles of bfloat16, or, where both are <see langword="null"/>, by plain sums in float32.
/// </summary>
/// <remarks>
/// The one that is estimated to take the least time, each as a share of plain sums; and plain sums unless it is less than <see cref="CookToomScheme.WorthwhileShare"/>. The sizes of
/// images and filters and the tier decide, never the number of images or threads, and so do they about the digits. Without tiles it is what <see cref="CookToomScheme"/> says.
/// </remarks>
/// <param name="Scheme">The scheme.</param>
/// <param name="Tiles">The tiles.</param>
internal readonly record struct TrainingRoute(CookToomScheme? Scheme, TileKernel? Tiles)
{
    /// <summary>Chooses for the forward convolution.</summary>
    /// <param name="tier">The kernels that there are.</param>
    /// <param name="shape">The sizes.</param>
    /// <returns>The way.</returns>
    public static TrainingRoute Forward(KernelTier tier, in ConvolutionShape shape) =>
        Least(tier, CookToomScheme.ForTraining(shape), shape, TileShare.Forward(shape));

    /// <summary>Chooses for the gradient of the input.</summary>
    /// <param name="tier">The kernels that there are.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The way.</returns>
    public static TrainingRoute InputGradient(KernelTier tier, in ConvolutionShape shape) =>
        Least(tier, CookToomScheme.ForGradient(shape), shape.Turned(), TileShare.InputGradient(shape));

    /// <summary>Chooses for the gradient of the filters.</summary>
    /// <param name="tier">The kernels that there are.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The way.</returns>
    public static TrainingRoute WeightGradient(KernelTier tier, in ConvolutionShape shape) =>
        Least(tier, CookToomScheme.ForWeightGradient(shape), shape, TileShare.WeightGradient(shape));

    private static TrainingRoute Least(KernelTier tier, CookToomScheme? scheme, in ConvolutionShape tiled, double tileShare)
    {
        double other = scheme?.Share(tiled) ?? CookToomScheme.WorthwhileShare;
        return tier.Tiles is { } tiles && tileShare < other ? new TrainingRoute(null, tiles) : new TrainingRoute(scheme, null);
    }
}
