namespace Fidelis.Numerics.Kernels;

/// <summary>The places that a filter takes along one axis of an image.</summary>
/// <param name="Count">The number of places.</param>
/// <param name="Step">Pixels from place to place.</param>
/// <param name="Offset">The pixel under the filter's first row or column at the first place; negative within the padding.</param>
/// <param name="KernelSize">Rows or columns of the filter, from 0.</param>
internal readonly record struct PatchAxis(int Count, int Step, int Offset, int KernelSize)
{
    /// <summary>Gets the pixels from the first under the first place to the last under the last.</summary>
    public int Span => ((Count - 1) * Step) + KernelSize;

    /// <summary>Tells whether the filter stays inside the image at all places.</summary>
    /// <param name="size">The pixels of the image along this axis.</param>
    /// <returns>True where no place reaches beyond the border.</returns>
    public bool IsWithin(int size) => Offset >= 0 && Offset + Span <= size;
}
