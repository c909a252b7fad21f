using System.Buffers.Binary;
using System.Numerics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>One array in memory: its type, shape and elements, in the order in which a file holds them.</summary>
public sealed class NpyArray
{
    private readonly byte[] data;
    private readonly string name;

    /// <summary>Initializes an array from its bytes.</summary>
    private NpyArray(NpyHeader header, byte[] data, string name)
    {
        Header = header;
        this.data = data;
        this.name = name;
    }

    /// <summary>Gets the type, order and shape.</summary>
    public NpyHeader Header { get; }

    /// <summary>Gets the elements as the file holds them.</summary>
    public ReadOnlySpan<byte> Data => data;

    /// <summary>Makes an array of float32.</summary>
    /// <param name="values">Values in row-major order.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <returns>The array.</returns>
    public static NpyArray From(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        byte[] data = new byte[checked(values.Length * sizeof(float))];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return Create(NpyDataType.F4, shape, data);
    }

    /// <summary>Makes an array of float64.</summary>
    /// <param name="values">Values in row-major order.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <returns>The array.</returns>
    public static NpyArray From(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape)
    {
        byte[] data = new byte[checked(values.Length * sizeof(double))];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * sizeof(double)), values[i]);
        }

        return Create(NpyDataType.F8, shape, data);
    }

    /// <summary>Makes an array of int64.</summary>
    /// <param name="values">Values in row-major order.</param>
    /// <param name="shape">The length of each axis; none for a single value.</param>
    /// <returns>The array.</returns>
    public static NpyArray From(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        byte[] data = new byte[checked(values.Length * sizeof(long))];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        }

        return Create(NpyDataType.I8, shape, data);
    }

    /// <summary>Makes an array of unicode texts.</summary>
    /// <param name="texts">Texts in row-major order. NumPy drops zeros at the end of a text.</param>
    /// <param name="shape">The length of each axis; none for a single text.</param>
    /// <returns>The array, as wide as the longest text.</returns>
    public static NpyArray From(IReadOnlyList<string> texts, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(texts);
        NpyDataType type = NpyElements.TypeOf(texts);
        byte[] data = new byte[checked(texts.Count * type.Size)];
        for (int i = 0; i < texts.Count; i++)
        {
            NpyElements.WriteText(texts[i], data.AsSpan(i * type.Size, type.Size));
        }

        return Create(type, shape, data);
    }

    /// <summary>Gets the elements in row-major order as float32.</summary>
    /// <returns>One value for each element.</returns>
    /// <exception cref="InputException">The elements are texts.</exception>
    public float[] ToSingles() => ToNumbers<float>();

    /// <summary>Gets the elements in row-major order as float64.</summary>
    /// <returns>One value for each element.</returns>
    /// <exception cref="InputException">The elements are texts.</exception>
    public double[] ToDoubles() => ToNumbers<double>();

    /// <summary>Gets the elements in row-major order as whole numbers.</summary>
    /// <returns>One value for each element.</returns>
    /// <exception cref="InputException">The elements are texts or fractions.</exception>
    public long[] ToInt64s() => Header.DataType.Kind == 'f'
        ? throw new InputException($"The array {name} must hold whole numbers, but its elements are {Header.DataType}.")
        : ToNumbers<long>();

    /// <summary>Gets the elements in row-major order as texts.</summary>
    /// <returns>One text for each element.</returns>
    /// <exception cref="InputException">The elements are numbers.</exception>
    public string[] ToTexts()
    {
        if (!Header.DataType.IsText)
        {
            throw new InputException($"The array {name} must hold unicode texts, but its elements are {Header.DataType}.");
        }

        string[] texts = new string[Header.ElementCount];
        int size = Header.DataType.Size;
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = NpyElements.Text(data.AsSpan(i * size, size), Header.DataType.IsBigEndian);
        }

        return ToRowMajor(texts);
    }

    /// <summary>Takes an array that was read.</summary>
    internal static NpyArray FromFile(NpyHeader header, byte[] data, string name) => new(header, data, name);

    private static NpyArray Create(NpyDataType type, ReadOnlySpan<long> shape, byte[] data)
    {
        NpyHeader header = new(type, IsFortranOrder: false, [.. shape]);
        return header.DataBytes == data.Length
            ? new NpyArray(header, data, "in memory")
            : throw new ArgumentException($"The shape [{string.Join(", ", header.Shape)}] must hold {data.Length / type.Size} elements.", nameof(shape));
    }

    private T[] ToNumbers<T>()
        where T : unmanaged, INumber<T>
    {
        if (Header.DataType.IsText)
        {
            throw new InputException($"The array {name} must hold numbers, but its elements are texts.");
        }

        T[] values = new T[Header.ElementCount];
        NpyElements.Convert(data, Header.DataType, values.AsSpan());
        return ToRowMajor(values);
    }

    /// <summary>Reverses the order of the axes where the first one runs fastest.</summary>
    private T[] ToRowMajor<T>(T[] values)
    {
        if (!Header.IsFortranOrder || Header.Shape.Count < 2)
        {
            return values;
        }

        int[] shape = [.. Header.Shape.Select(length => (int)length)];
        int[] index = new int[shape.Length];
        T[] ordered = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int position = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                position = (position * shape[axis]) + index[axis];
            }

            ordered[position] = values[i];
            for (int axis = 0; axis < shape.Length && ++index[axis] == shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return ordered;
    }
}
