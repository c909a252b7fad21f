using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Benchmarks.Suites;

/// <summary>The convolutions of Inception V3 as inference runs them: filters packed once, a rectifier at the end.</summary>
public class InferenceConvolutions : KernelSuite
{
    private const int Batch = 16;

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
        from shape in ConvolutionWork.Of(InceptionV3.Create(), Batch)
        from registers in RegisterSet.Tiers
        from precision in PrecisionsOf(registers)
        select new Kernel(
            precision == ProductPrecision.Exact ? "inception-v3 convolution" : "inception-v3 convolution, fast",
            ConvolutionWork.Text(shape), ConvolutionWork.WorkOf(shape), registers, () => Prepare(shape, precision));

    // Without tiles of bfloat16 the fast precision is there for its digits, not for its speed.
    private static ProductPrecision[] PrecisionsOf(RegisterSet registers) =>
        InstructionSets.Find(registers.Tier).Tiles is null ? [ProductPrecision.Exact] : [ProductPrecision.Exact, ProductPrecision.Fast];

    private static Action Prepare(ConvolutionShape shape, ProductPrecision precision)
    {
        float[] images = Operands.Singles(shape.InputLength);
        float[] output = new float[shape.OutputLength];
        PackedConvolution convolution = new(shape, Operands.Singles(shape.WeightLength), new float[shape.OutputChannels], slope: 0, precision);
        return () => convolution.Run(shape.BatchCount, images, output, shape.OutputChannels);
    }
}
