namespace Fidelis.Numerics.Kernels;

/// <summary>A family of processor instructions that the float32 kernels are written in.</summary>
/// <param name="Name">The name by which it is asked for, such as <c>avx512</c>.</param>
/// <param name="Summary">The registers and the products that it computes with, in a few words.</param>
public sealed record InstructionSet(string Name, string Summary);
