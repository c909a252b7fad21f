namespace Fidelis.Networks.Operators;

/// <summary>The square window of a pooling. Where it reaches beyond the image, what lies outside does not count.</summary>
/// <param name="Size">Rows and columns of the window.</param>
/// <param name="Stride">Pixels from window to window.</param>
/// <param name="Padding">Rows and columns by which windows may reach beyond each border, at most half the size, so that none is empty.</param>
public readonly record struct PoolingWindow(int Size, int Stride, int Padding = 0)
{
    /// <summary>Gets the window of 2 x 2 in steps of 2. An odd last row or column is left out.</summary>
    public static PoolingWindow Halving { get; } = new(2, 2);

    /// <summary>Gets how many windows fit along an axis.</summary>
    /// <param name="length">The pixels of the axis.</param>
    /// <returns>The number of windows.</returns>
    public int Count(int length) => ((length + (2 * Padding) - Size) / Stride) + 1;

    /// <summary>Gets the pixels of a window along an axis.</summary>
    /// <param name="index">The number of the window.</param>
    /// <param name="length">The pixels of the axis.</param>
    /// <returns>The first pixel, and the one behind the last.</returns>
    public (int From, int To) Range(int index, int length)
    {
        int from = (index * Stride) - Padding;
        return (Math.Max(from, 0), Math.Min(from + Size, length));
    }

    /// <summary>Describes the window for people.</summary>
    /// <returns>The text, such as <c>3x3/2</c>.</returns>
    public override string ToString() => Stride == 1 ? $"{Size}x{Size}" : $"{Size}x{Size}/{Stride}";
}
