namespace Fidelis.Numerics.Kernels;

/// <summary>Equally spaced rows or columns of a filter, in the order in which they meet the image.</summary>
/// <param name="First">The first row or column.</param>
/// <param name="Step">The step to the next, which is negative where the filter is flipped.</param>
/// <param name="Count">The number of rows or columns, from 0.</param>
internal readonly record struct TapSequence(int First, int Step, int Count)
{
    /// <summary>Gets a row or column of the filter.</summary>
    /// <param name="index">Its place in the sequence.</param>
    public int this[int index] => First + (index * Step);
}
