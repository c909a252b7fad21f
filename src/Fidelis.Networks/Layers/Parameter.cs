using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Layers;

/// <summary>A tensor that a network keeps from step to step and that its model file holds.</summary>
/// <param name="name">The name in files, such as <c>conv2d_1.weight</c>.</param>
/// <param name="value">The values, which training changes in place.</param>
/// <param name="isTrained">True where an optimiser changes it; false for running statistics.</param>
public sealed class Parameter(string name, Tensor value, bool isTrained)
{
    /// <summary>Gets the name in files, such as <c>conv2d_1.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the values, which training changes in place.</summary>
    public Tensor Value { get; } = value;

    /// <summary>Gets whether an optimiser changes the values; running statistics follow the batches instead.</summary>
    public bool IsTrained { get; } = isTrained;
}
