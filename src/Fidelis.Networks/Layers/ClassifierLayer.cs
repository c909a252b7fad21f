using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>The head of a classifier: a fully connected layer whose softmax gives the class probabilities.</summary>
/// <remarks>Both are one layer, as Keras has it with <c>Dense(k, activation="softmax")</c>.</remarks>
public sealed class ClassifierLayer : Layer
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    internal ClassifierLayer(string name, int features, int classes, Initializer initializer)
        : this(
            name,
            classes,
            initializer.GlorotUniform(name + ".weight", features, classes, classes, features),
            new Parameter(name + ".bias", new Tensor(classes), isTrained: true))
    {
    }

    private ClassifierLayer(string name, int classes, Parameter weight, Parameter bias)
        : base(name, "Dense + softmax", [classes], weight, bias)
    {
        this.weight = weight;
        this.bias = bias;
    }

    /// <summary>Computes the logits, which are the logarithms of the probabilities up to a constant for each image.</summary>
    /// <param name="x">Features <c>[n, features]</c>.</param>
    /// <param name="pass">The run that the computing belongs to.</param>
    /// <returns>Logits <c>[n, classes]</c>.</returns>
    public Variable Logits(Variable x, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return Dense.Apply(x, pass.VariableOf(weight), pass.VariableOf(bias));
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Softmax.Apply(Logits(inputs[0], pass));
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenDense(weight.Value.Shape[1], weight.Value.Shape[0], weight.Value.Data, bias.Value.Data, isSoftmax: true);
}
