using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.TensorFlow;

/// <summary>
/// Reads the constants of a frozen TensorFlow graph (<c>.pb</c>, a <c>GraphDef</c>): a network whose weights are constants of type float32.
/// Nothing of the graph is run.
/// </summary>
public static class FrozenGraph
{
    private const int Float32 = 1;

    /// <summary>The elements that are believed of all tensors of one value throughout: no weights are that, but biases and statistics may be.</summary>
    private const int LargestRepetition = 1 << 20;

    /// <summary>Tells whether bytes may be a graph: its first field is a node, whose first field is its name.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether they may.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> start)
    {
        int length = start is [0x0A, ..] ? start[1..].IndexOfAnyInRange((byte)0, (byte)0x7F) : -1;
        return length >= 0 && start.Length > length + 2 && start[length + 2] == 0x0A;
    }

    /// <summary>Reads all constants of type float32; those of other types are shapes and axes, and no weights.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The tensors, named as their nodes are, in the order of the graph.</returns>
    /// <exception cref="InputException">The file is damaged, or holds no such constant.</exception>
    public static IReadOnlyList<NamedTensor> Read(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Length <= Array.MaxLength
            ? Parse(file.ReadStart(Array.MaxLength), file.Name)
            : throw new InputException($"A graph must take less than 2 GiB, but '{file.Name}' takes {file.Length} bytes.");
    }

    /// <summary>Reads the constants of a graph in memory.</summary>
    /// <param name="bytes">The graph.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <returns>The tensors, named as their nodes are, in the order of the graph.</returns>
    /// <exception cref="InputException">The graph is damaged, or holds no such constant.</exception>
    public static IReadOnlyList<NamedTensor> Parse(ReadOnlySpan<byte> bytes, string source)
    {
        Dictionary<string, NamedTensor> tensors = new(StringComparer.Ordinal);
        ProtobufReader graph = new(bytes, source);
        int repetition = LargestRepetition;
        while (graph.Next())
        {
            // GraphDef: 1 node, 2 library, 4 versions.
            if (graph.Field == 1 && ReadNode(graph.Message, source, ref repetition) is { } tensor && !tensors.TryAdd(tensor.Name, tensor))
            {
                throw new InputException($"The graph '{source}' is damaged: it has two nodes '{Printable.Of(tensor.Name)}'.");
            }
        }

        return tensors.Count > 0
            ? [.. tensors.Values]
            : throw new InputException($"A frozen graph must hold its weights as constants, but '{source}' holds none of type float32: freeze it first.");
    }

    private static NamedTensor? ReadNode(ProtobufReader node, string source, ref int repetition)
    {
        string name = "";
        bool isConstant = false;
        ProtobufReader value = default;
        while (node.Next())
        {
            // NodeDef: 1 name, 2 op, 3 input, 4 device, 5 attr, a map from texts to AttrValue.
            switch (node.Field)
            {
                case 1:
                    name = node.Text;
                    break;
                case 2:
                    isConstant = node.Content.SequenceEqual("Const"u8);
                    break;
                case 5:
                    ProtobufReader attribute = node.Message;
                    bool isValue = false;
                    while (attribute.Next())
                    {
                        isValue |= attribute.Field == 1 && attribute.Content.SequenceEqual("value"u8);
                        if (attribute.Field == 2 && isValue)
                        {
                            value = attribute.Message;
                        }
                    }

                    break;
            }
        }

        while (isConstant && value.Next())
        {
            // AttrValue: 8 tensor.
            if (value.Field == 8)
            {
                return ReadTensor(value.Message, name, source, ref repetition);
            }
        }

        return null;
    }

    private static NamedTensor? ReadTensor(ProtobufReader tensor, string name, string source, ref int repetition)
    {
        List<int> shape = [];
        long count = 1;
        ReadOnlySpan<byte> content = default;
        List<float> listed = [];
        while (tensor.Next())
        {
            // TensorProto: 1 dtype, 2 tensor_shape, 4 tensor_content, 5 float_val.
            switch (tensor.Field)
            {
                case 1 when tensor.Number != Float32:
                    return null;
                case 2:
                    shape = ReadShape(tensor.Message, name, source);
                    count = shape.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
                    break;
                case 4:
                    content = tensor.Content;
                    break;
                case 5:
                    ReadFloats(tensor, listed, name, source);
                    break;
            }
        }

        // One value stands for all of them.
        bool isRepeated = content.IsEmpty && listed.Count == 1 && count <= repetition;
        float[] values = !content.IsEmpty ? Decode(content, name, source)
            : isRepeated ? [.. Enumerable.Repeat(listed[0], (int)count)]
            : [.. listed];
        repetition -= isRepeated ? values.Length : 0;
        if (values.Length != count)
        {
            throw Damaged(name, source, string.Create(CultureInfo.InvariantCulture, $"holds {values.Length} values for a shape of {count}"));
        }

        return new NamedTensor(name, shape, values);
    }

    private static List<int> ReadShape(ProtobufReader shape, string name, string source)
    {
        List<int> lengths = [];
        while (shape.Next())
        {
            // TensorShapeProto: 2 dim, a message of 1 size and 2 name.
            if (shape.Field == 2)
            {
                ProtobufReader axis = shape.Message;
                ulong length = 0;
                while (axis.Next())
                {
                    length = axis.Field == 1 ? axis.Number : length;
                }

                lengths.Add(length <= int.MaxValue ? (int)length : throw Damaged(name, source, "has an impossible shape"));
            }
        }

        return lengths;
    }

    private static void ReadFloats(ProtobufReader tensor, List<float> values, string name, string source)
    {
        if (!tensor.IsContent)
        {
            values.Add(BitConverter.UInt32BitsToSingle((uint)tensor.Number));
            return;
        }

        values.AddRange(Decode(tensor.Content, name, source));
    }

    private static float[] Decode(ReadOnlySpan<byte> bytes, string name, string source)
    {
        if (bytes.Length % sizeof(float) != 0)
        {
            throw Damaged(name, source, "ends within a value");
        }

        float[] values = new float[bytes.Length / sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    private static InputException Damaged(string name, string source, string how) => new($"The constant '{Printable.Of(name)}' of the graph '{source}' {how}.");
}
