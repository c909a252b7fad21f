using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;

namespace Fidelis.Networks.Layers;

/// <summary>A named step of a network, with what it has learned.</summary>
/// <param name="name">The name in Keras's style, such as <c>conv2d_1</c>.</param>
/// <param name="operator">What it computes, for people, such as <c>Conv 3x3/2</c>.</param>
/// <param name="shape">Its output for one image: <c>[height, width, channels]</c> or <c>[features]</c>.</param>
/// <param name="parameters">Its parameters, in the order of the model file.</param>
public abstract class Layer(string name, string @operator, IReadOnlyList<int> shape, params IReadOnlyList<Parameter> parameters)
{
    /// <summary>Gets the name in Keras's style, such as <c>conv2d_1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Gets what the layer computes, for people, such as <c>Conv 3x3/2</c>.</summary>
    public string Operator { get; } = @operator;

    /// <summary>Gets the output for one image: <c>[height, width, channels]</c> or <c>[features]</c>.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Gets the parameters, in the order of the model file.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    /// <summary>Computes the layer for a batch.</summary>
    /// <param name="inputs">The outputs of the layers before it, each <c>[n, ...]</c>.</param>
    /// <param name="pass">The run that the computing belongs to.</param>
    /// <returns>The output <c>[n, ...]</c>.</returns>
    public abstract Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass);

    /// <summary>Gets whether a batch normalisation that follows can be folded into what <see cref="Freeze"/> makes.</summary>
    internal virtual bool FoldsNormalization => false;

    /// <summary>Gets whether a rectifier that follows can be fused into what <see cref="Freeze"/> makes.</summary>
    internal virtual bool FusesRectifier => false;

    /// <summary>Gets whether the layer, in inference, only lets its input through, or the first channels of it.</summary>
    internal virtual bool PassesChannels => false;

    /// <summary>Makes the layer ready for inference, with the weights that it has now.</summary>
    /// <param name="fusion">What follows and is fused in, and how products are rounded.</param>
    /// <returns>The frozen layer.</returns>
    internal virtual FrozenLayer Freeze(Fusion fusion) =>
        throw new InvalidOperationException($"The layer {Name} must follow one that it can be fused into, but it does not.");
}
