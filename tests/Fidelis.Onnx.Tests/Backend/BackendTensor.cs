using System.Runtime.InteropServices;
using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Tests.Backend;

/// <summary>A tensor of a backend test.</summary>
/// <param name="Name">Its name, which may be empty.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Values">Its values in row-major order, empty unless they are float32.</param>
/// <param name="Message">The TensorProto as it was read.</param>
internal sealed record BackendTensor(string Name, OnnxElementType Type, int[] Shape, float[] Values, byte[] Message)
{
    /// <summary>Reads a TensorProto.</summary>
    public static BackendTensor Parse(ReadOnlySpan<byte> message, string source)
    {
        string name = "";
        OnnxElementType type = OnnxElementType.Undefined;
        List<long> shape = [];
        ReadOnlySpan<byte> raw = [];
        ProtobufReader tensor = new(message, source);
        while (tensor.Next())
        {
            // TensorProto: 1 dims, 2 data_type, 8 name, 9 raw_data, little-endian. The tests hold no float32 in lists.
            switch (tensor.Field)
            {
                case 1 when tensor.IsContent:
                    tensor.ReadPacked(shape);
                    break;
                case 1:
                    shape.Add((long)tensor.Number);
                    break;
                case 2:
                    type = (OnnxElementType)tensor.Number;
                    break;
                case 8:
                    name = tensor.Text;
                    break;
                case 9:
                    raw = tensor.Content;
                    break;
            }
        }

        float[] values = type == OnnxElementType.Float32 ? MemoryMarshal.Cast<byte, float>(raw).ToArray() : [];
        return new BackendTensor(name, type, [.. shape.Select(length => (int)length)], values, message.ToArray());
    }

    /// <summary>Copies the tensor with its first two axes changed, as the other order of a matrix.</summary>
    public float[] Transpose()
    {
        int rows = Shape[0];
        int columns = Shape[1];
        float[] transposed = new float[Values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = Values[(i * columns) + j];
            }
        }

        return transposed;
    }
}
