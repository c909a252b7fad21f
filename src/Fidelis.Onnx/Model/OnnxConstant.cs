namespace Fidelis.Onnx.Model;

/// <summary>Declares a constant tensor of a graph: weights, mostly.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="External">Where its values are, or <see langword="null"/> where they are in the model file.</param>
public sealed record OnnxConstant(string Name, OnnxElementType Type, IReadOnlyList<long> Shape, ExternalData? External)
{
    /// <summary>Gets the number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => checked(product * length));
}
