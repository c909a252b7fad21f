using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Layers;

/// <summary>A convolution, with or without bias.</summary>
public sealed class ConvolutionLayer : Layer
{
    private readonly ConvolutionShape shape;
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>Initializes a convolution with a bias and random filters.</summary>
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

    /// <summary>Initializes a convolution without bias, whose filters are zero until they are set.</summary>
    internal ConvolutionLayer(string name, ConvolutionShape shape)
        : this(
            name,
            shape,
            new Parameter(
                name + ".weight", new Tensor(shape.OutputChannels, shape.InputChannels, shape.KernelHeight, shape.KernelWidth), isTrained: true),
            bias: null)
    {
    }

    private ConvolutionLayer(string name, ConvolutionShape shape, Parameter weight, Parameter? bias)
        : base(
            name,
            $"Conv {shape.KernelHeight}x{shape.KernelWidth}" + (shape.StrideY > 1 ? $"/{shape.StrideY}" : string.Empty),
            [shape.OutputHeight, shape.OutputWidth, shape.OutputChannels],
            bias is null ? [weight] : [weight, bias])
    {
        this.shape = shape;
        this.weight = weight;
        this.bias = bias;
    }

    /// <summary>Gets kernel, strides and padding, for a batch of one image.</summary>
    public ConvolutionShape Geometry => shape;

    /// <inheritdoc/>
    internal override bool FoldsNormalization => true;

    /// <inheritdoc/>
    internal override bool FusesRectifier => true;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        Variable x = inputs[0];
        return Convolution2D.Apply(
            x, pass.VariableOf(weight), bias is null ? null : pass.VariableOf(bias), shape with { BatchCount = x.Shape[0] });
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenConvolution(shape, weight.Value.Data, bias is null ? [] : bias.Value.Data, fusion);
}
