using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Layers;

/// <summary>A convolution with bias, padded as Keras's "same": the odd row or column of zeros lies below and to the right.</summary>
public sealed class ConvolutionLayer : Layer
{
    private readonly ConvolutionShape shape;
    private readonly Parameter weight;
    private readonly Parameter bias;

    internal ConvolutionLayer(string name, ConvolutionShape shape, Initializer initializer)
        : this(
            name,
            shape,
            initializer.GlorotUniform(
                name + ".weight",
                shape.InputChannels * shape.KernelHeight * shape.KernelWidth,
                shape.OutputChannels * shape.KernelHeight * shape.KernelWidth,
                shape.OutputChannels, shape.InputChannels, shape.KernelHeight, shape.KernelWidth),
            new Parameter(name + ".bias", new Tensor(shape.OutputChannels), isTrained: true))
    {
    }

    private ConvolutionLayer(string name, ConvolutionShape shape, Parameter weight, Parameter bias)
        : base(
            name,
            $"Conv {shape.KernelHeight}x{shape.KernelWidth}" + (shape.StrideY > 1 ? $"/{shape.StrideY}" : string.Empty),
            [shape.OutputHeight, shape.OutputWidth, shape.OutputChannels],
            weight,
            bias)
    {
        this.shape = shape;
        this.weight = weight;
        this.bias = bias;
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        Variable x = inputs[0];
        return Convolution2D.Apply(x, pass.VariableOf(weight), pass.VariableOf(bias), shape with { BatchCount = x.Shape[0] });
    }
}
