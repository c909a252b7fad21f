namespace Fidelis.Onnx.Layers;

/// <summary>Describes a tensor that depends on the images.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">What computes it, such as <c>Conv 3x3/2</c>.</param>
/// <param name="Depth">The operations on the longest way from the images to it, itself included.</param>
/// <param name="Layout">In which order it holds an image, where it has four axes.</param>
/// <param name="ConstantCount">The constants that its operation reads: its weights.</param>
internal sealed record TensorUse(string Name, string Operator, int Depth, TensorLayout Layout, long ConstantCount);
