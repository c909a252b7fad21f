using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels;

/// <summary>Checks the arguments of the kernels before any memory is touched.</summary>
internal static class KernelGuards
{
    /// <summary>Requires sizes that a convolution can have.</summary>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">
    /// A size is not positive, a padding is negative or the filter exceeds the padded image.
    /// </exception>
    public static void RequireValid(in ConvolutionShape shape)
    {
        int smallest = Math.Min(
            Math.Min(Math.Min(shape.InputHeight, shape.InputWidth), Math.Min(shape.InputChannels, shape.OutputChannels)),
            Math.Min(Math.Min(shape.KernelHeight, shape.KernelWidth), Math.Min(shape.StrideY, shape.StrideX)));
        int padding = Math.Min(Math.Min(shape.PaddingTop, shape.PaddingLeft), Math.Min(shape.PaddingBottom, shape.PaddingRight));
        if (smallest < 1 || shape.BatchCount < 0 || padding < 0)
        {
            throw new ArgumentException(
                "The image, its channels, the filter and the stride must have positive sizes and the padding must not be negative, "
                + $"but they were {shape}.",
                nameof(shape));
        }

        if (shape.InputHeight + shape.PaddingTop + shape.PaddingBottom < shape.KernelHeight
            || shape.InputWidth + shape.PaddingLeft + shape.PaddingRight < shape.KernelWidth)
        {
            throw new ArgumentException($"The filter must fit into the padded image, but it was {shape}.", nameof(shape));
        }
    }

    /// <summary>Requires an argument of an exact length.</summary>
    /// <param name="actual">The length of the argument.</param>
    /// <param name="expected">The length that the sizes ask for.</param>
    /// <param name="sizes">The sizes, for the message.</param>
    /// <param name="name">The name of the argument.</param>
    /// <typeparam name="T">The type of the sizes.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireLength<T>(int actual, int expected, T sizes, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The length of '{name}' must be {expected}, but it was {actual}, for {sizes}.", name);
        }
    }

    /// <summary>Requires that a destination shares no memory with a source, which would be overwritten while it is read.</summary>
    /// <param name="destination">The memory that is written.</param>
    /// <param name="source">The memory that is read.</param>
    /// <param name="name">The name of the destination.</param>
    /// <exception cref="ArgumentException">The two overlap.</exception>
    public static void RequireApart(
        ReadOnlySpan<float> destination, ReadOnlySpan<float> source, [CallerArgumentExpression(nameof(destination))] string name = "")
    {
        if (destination.Overlaps(source))
        {
            throw new ArgumentException($"The memory of '{name}' must not overlap the memory that it is computed from, but it did.", name);
        }
    }
}
