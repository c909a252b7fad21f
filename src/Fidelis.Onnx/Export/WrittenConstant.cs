using System.Runtime.InteropServices;
using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Export;

/// <summary>A constant of a graph that is being written: a message around values that are not copied.</summary>
internal sealed class WrittenConstant
{
    private readonly ProtobufWriter start = new();
    private readonly Array values;

    /// <summary>Initializes a constant.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="values">Its values in row-major order, float32 or int64.</param>
    public WrittenConstant(string name, OnnxElementType type, ReadOnlySpan<long> shape, Array values)
    {
        this.values = values;

        // TensorProto: 1 dims, 2 data_type, 8 name, 9 raw_data, little-endian.
        ProtobufWriter head = new();
        foreach (long length in shape)
        {
            head.Write(1, length);
        }

        head.Write(2, (long)type);
        head.Write(8, name);
        head.WriteStart(9, Bytes.Length);

        // GraphProto: 5 initializer.
        start.WriteStart(5, head.Length + Bytes.Length);
        start.Append(head);
    }

    /// <summary>Gets the bytes that it takes in the graph.</summary>
    public long LengthBytes => start.Length + Bytes.Length;

    private ReadOnlySpan<byte> Bytes => values is float[] singles ? MemoryMarshal.AsBytes<float>(singles) : MemoryMarshal.AsBytes<long>((long[])values);

    /// <summary>Writes it.</summary>
    /// <param name="destination">Receives the bytes.</param>
    public void WriteTo(Stream destination)
    {
        destination.Write(start.Written);
        destination.Write(Bytes);
    }
}
