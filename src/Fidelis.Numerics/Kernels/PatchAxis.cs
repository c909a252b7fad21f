namespace Fidelis.Numerics.Kernels;

/// <summary>The places that a filter takes along one axis of an image.</summary>
/// <param name="Count">The number of places.</param>
/// <param name="Step">Pixels from place to place.</param>
/// <param name="Offset">The pixel under the filter's first row or column at the first place; negative within the padding.</param>
/// <param name="KernelSize">Rows or columns of the filter, from 0.</param>
internal readonly record struct PatchAxis(int Count, int Step, int Offset, int KernelSize)
{
    /// <summary>Gets the first place at which the filter's first row or column lies at a pixel or beyond it.</summary>
    /// <param name="pixel">The pixel.</param>
    /// <returns>The number of the place, which may lie outside <c>[0, Count)</c> on the upper side.</returns>
    public int FirstAtLeast(int pixel) => Math.Max(0, pixel - Offset + Step - 1) / Step;
}
