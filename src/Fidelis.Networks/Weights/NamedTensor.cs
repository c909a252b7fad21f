namespace Fidelis.Networks.Weights;

/// <summary>A tensor of a file of weights.</summary>
/// <param name="Name">The name, which is unique in its file.</param>
/// <param name="Shape">The length of each axis, the slowest first.</param>
/// <param name="Values">The float32 values in row-major order.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
