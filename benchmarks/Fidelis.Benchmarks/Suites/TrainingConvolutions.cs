using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Benchmarks.Suites;

/// <summary>The convolutions of the classifiers that are trained, forward and both gradients, on batches of the size that training takes.</summary>
public class TrainingConvolutions : KernelSuite
{
    private static readonly string[] Trained = ["biocnn-1", "biocnn-2"];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
        from architecture in Trained.Select(ArchitectureCatalog.Find)
        let network = architecture.Create(architecture.DefaultInput, ["a", "b", "c", "d"], seed: 1)
        from shape in ConvolutionWork.Of(network, architecture.Defaults.BatchSize)
        from direction in DirectionsOf(shape)
        from registers in RegisterSet.Tiers
        select new Kernel(
            $"{architecture.Id} {direction.Name}", ConvolutionWork.Text(shape), ConvolutionWork.WorkOf(shape), registers, () => direction.Prepare(shape));

    // Nobody asks for the gradient of the pictures, whose channels the first convolution reads.
    private static (string Name, Func<ConvolutionShape, Action> Prepare)[] DirectionsOf(ConvolutionShape shape) =>
        shape.InputChannels == 3
            ? [("forward", Forward), ("weight gradient", WeightGradient)]
            : [("forward", Forward), ("input gradient", InputGradient), ("weight gradient", WeightGradient)];

    private static Action Forward(ConvolutionShape shape)
    {
        float[] images = Operands.Singles(shape.InputLength);
        float[] weights = Operands.Singles(shape.WeightLength);
        float[] bias = new float[shape.OutputChannels];
        float[] output = new float[shape.OutputLength];
        return () => Convolution.Forward(shape, images, weights, bias, output);
    }

    private static Action InputGradient(ConvolutionShape shape)
    {
        float[] outputGradient = Operands.Singles(shape.OutputLength);
        float[] weights = Operands.Singles(shape.WeightLength);
        float[] inputGradient = new float[shape.InputLength];
        return () => Convolution.InputGradient(shape, outputGradient, weights, inputGradient);
    }

    private static Action WeightGradient(ConvolutionShape shape)
    {
        float[] images = Operands.Singles(shape.InputLength);
        float[] outputGradient = Operands.Singles(shape.OutputLength);
        float[] weightGradient = new float[shape.WeightLength];
        float[] biasGradient = new float[shape.OutputChannels];
        return () => Convolution.WeightGradient(shape, images, outputGradient, weightGradient, biasGradient);
    }
}
