namespace Fidelis.Networks.Weights;

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Name">The name, which is unique in its file.</param>
/// <param name="Shape">The length of each axis, the slowest first.</param>
/// <param name="Values">The float32 values in row-major order.</param>
public sealed record SafetensorsTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
