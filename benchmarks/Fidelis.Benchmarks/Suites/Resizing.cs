using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;
using Fidelis.Preprocessing;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Resampling to Inception's 299 x 299, and whole protocols, one picture on one thread, as decoders do it.</summary>
public class Resizing : KernelSuite
{
    private const int Side = 299;

    private static readonly int[] ResampledSides = [64, 1024];
    private static readonly int[] PreprocessedSides = [64, 256];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        .. from kernel in ResamplingCatalog.All from side in ResampledSides select Of($"kernel {kernel.Id}", side, () => Resample(kernel, side)),
        .. from protocol in PreprocessingCatalog.All from side in PreprocessedSides select Of($"protocol {protocol.Id}", side, () => Preprocess(protocol, side)),
    ];

    private static Kernel Of(string name, int side, Func<Action> prepare) => new(
        name, $"{side} x {side} to {Side} x {Side}", new Work(0, 3.0 * ((side * side) + (sizeof(float) * Side * Side)), NumberFormat.Float32), RegisterSet.Widest, prepare)
    {
        Threads = 1,
    };

    private static Action Resample(IResamplingKernel kernel, int side)
    {
        PixelImage picture = Picture(side);
        Resampler resampler = new(kernel, Overshoot.Clip);
        float[] destination = new float[Side * Side * 3];
        return () => resampler.Resize(picture, Side, Side, destination);
    }

    private static Action Preprocess(IPreprocessing protocol, int side)
    {
        PixelImage picture = Picture(side);
        InputShape input = new(Side, Side, 3);
        float[] destination = new float[Side * Side * 3];
        return () => protocol.Write(picture, input, Fit.Squash, destination);
    }

    private static PixelImage Picture(int side) => new(side, side, Operands.Bytes(side * side * 3));
}
