namespace Fidelis.Numerics.Kernels;

/// <summary>The places that a filter takes along one axis of an image.</summary>
/// <param name="Count">The number of places.</param>
/// <param name="Step">Pixels from place to place.</param>
/// <param name="Offset">The pixel under the filter's first row or column at the first place; negative within the padding.</param>
/// <param name="KernelSize">Rows or columns of the filter, from 0.</param>
internal readonly record struct PatchAxis(int Count, int Step, int Offset, int KernelSize);
