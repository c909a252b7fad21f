namespace Fidelis.Networks.Autodiff;

/// <summary>
/// A dense block of float32 numbers in row-major order. Images are <c>[n, height, width, channels]</c>.
/// </summary>
public sealed class Tensor
{
    private readonly int[] shape;

    /// <summary>Initializes a tensor of zeros.</summary>
    /// <param name="shape">The length of each axis, the slowest first.</param>
    public Tensor(params int[] shape)
        : this(new float[LengthOf(shape)], shape)
    {
    }

    /// <summary>Initializes a tensor over existing memory, which is not copied.</summary>
    /// <param name="data">The values in row-major order.</param>
    /// <param name="shape">The length of each axis, the slowest first; their product is the length of <paramref name="data"/>.</param>
    /// <exception cref="ArgumentException">The product of the shape is not the number of values.</exception>
    public Tensor(float[] data, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(shape);
        if (LengthOf(shape) != data.Length)
        {
            throw new ArgumentException(
                $"The shape must hold as many values as there are, but [{string.Join(", ", shape)}] met {data.Length} values.", nameof(shape));
        }

        Data = data;
        this.shape = (int[])shape.Clone();
    }

    internal Tensor(float[] data, ReadOnlySpan<int> shape)
        : this(data, shape.ToArray())
    {
    }

    /// <summary>Gets the values in row-major order. They may be written to.</summary>
    public float[] Data { get; }

    /// <summary>Gets the length of each axis, the slowest first.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Gets the number of values.</summary>
    public int Length => Data.Length;

    /// <summary>Gets the number of axes.</summary>
    public int Rank => shape.Length;

    private static int LengthOf(int[] shape)
    {
        int length = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            length = checked(length * size);
        }

        return length;
    }
}
