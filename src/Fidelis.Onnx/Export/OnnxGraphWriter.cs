using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Export;

/// <summary>Writes an ONNX model, part by part. The field numbers are those of <c>onnx.proto</c>.</summary>
/// <param name="name">The name of the graph.</param>
internal sealed class OnnxGraphWriter(string name)
{
    /// <summary>The version of the operators that are written: the first of those that the field calls current.</summary>
    public const int Opset = 17;

    /// <summary>The version of the file format that came with it.</summary>
    private const int FormatVersion = 8;

    private const int IntegerAttribute = 2;
    private const int FloatAttribute = 1;
    private const int IntegersAttribute = 7;

    private readonly ProtobufWriter nodes = new();
    private readonly List<WrittenConstant> constants = [];
    private readonly ProtobufWriter inputs = new();
    private readonly ProtobufWriter outputs = new();

    /// <summary>Declares an input.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="shape">The length of each axis; -1 for one that is free.</param>
    public void Input(string input, OnnxElementType type, params ReadOnlySpan<long> shape) => inputs.Write(11, Value(input, type, shape));

    /// <summary>Declares an output of type float32.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="shape">The length of each axis; -1 for one that is free.</param>
    public void Output(string output, params ReadOnlySpan<long> shape) => outputs.Write(12, Value(output, OnnxElementType.Float32, shape));

    /// <summary>Adds a constant of type float32.</summary>
    /// <param name="constant">Its name.</param>
    /// <param name="values">Its values in row-major order, which must stay as they are until the model is written.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <returns>The name.</returns>
    public string Constant(string constant, float[] values, params ReadOnlySpan<long> shape)
    {
        constants.Add(new WrittenConstant(constant, OnnxElementType.Float32, shape, values));
        return constant;
    }

    /// <summary>Adds a constant of type int64, a list.</summary>
    /// <param name="constant">Its name.</param>
    /// <param name="values">Its values.</param>
    /// <returns>The name.</returns>
    public string Constant(string constant, params long[] values)
    {
        constants.Add(new WrittenConstant(constant, OnnxElementType.Int64, [values.Length], values));
        return constant;
    }

    /// <summary>Adds an operation of one output.</summary>
    /// <param name="kind">What it computes, such as <c>Conv</c>.</param>
    /// <param name="output">The tensor that it computes, which names the node too.</param>
    /// <param name="read">The tensors that it reads.</param>
    /// <param name="attributes">Its attributes: whole numbers, lists of them, or floating-point numbers.</param>
    /// <returns>The tensor that it computes.</returns>
    public string Node(string kind, string output, IReadOnlyList<string> read, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        // NodeProto: 1 input, 2 output, 3 name, 4 op_type, 5 attribute.
        ProtobufWriter node = new();
        foreach (string input in read)
        {
            node.Write(1, input);
        }

        node.Write(2, output);
        node.Write(3, output);
        node.Write(4, kind);
        foreach ((string attribute, object value) in attributes)
        {
            node.Write(5, Attribute(attribute, value));
        }

        nodes.Write(1, node);
        return output;
    }

    /// <summary>Writes the whole model.</summary>
    /// <param name="metadata">What the file is to say about itself.</param>
    /// <param name="destination">Receives the bytes of an <c>.onnx</c> file.</param>
    public void WriteTo(Stream destination, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        // GraphProto: 1 node, 2 name, 5 initializer, 11 input, 12 output. Weights go to the file from where they are.
        ProtobufWriter title = new();
        title.Write(2, name);
        long graphBytes = nodes.Length + title.Length + constants.Sum(constant => constant.LengthBytes) + inputs.Length + outputs.Length;

        // ModelProto: 1 ir_version, 2 producer_name, 7 graph, 8 opset_import, 14 metadata_props.
        ProtobufWriter start = new();
        start.Write(1, FormatVersion);
        start.Write(2, "fidelis");
        start.WriteStart(7, graphBytes);
        destination.Write(start.Written);
        destination.Write(nodes.Written);
        destination.Write(title.Written);
        foreach (WrittenConstant constant in constants)
        {
            constant.WriteTo(destination);
        }

        destination.Write(inputs.Written);
        destination.Write(outputs.Written);
        ProtobufWriter opset = new();
        opset.Write(2, Opset);
        ProtobufWriter end = new();
        end.Write(8, opset);
        foreach ((string key, string value) in metadata)
        {
            ProtobufWriter entry = new();
            entry.Write(1, key);
            entry.Write(2, value);
            end.Write(14, entry);
        }

        destination.Write(end.Written);
    }

    private static ProtobufWriter Value(string value, OnnxElementType type, ReadOnlySpan<long> shape)
    {
        // ValueInfoProto: 1 name, 2 type. TypeProto: 1 tensor_type. Tensor: 1 elem_type, 2 shape. TensorShapeProto: 1 dim.
        ProtobufWriter lengths = new();
        foreach (long length in shape)
        {
            // Dimension: 1 dim_value, 2 dim_param.
            ProtobufWriter axis = new();
            if (length >= 0)
            {
                axis.Write(1, length);
            }
            else
            {
                axis.Write(2, "n");
            }

            lengths.Write(1, axis);
        }

        ProtobufWriter tensor = new();
        tensor.Write(1, (long)type);
        tensor.Write(2, lengths);
        ProtobufWriter kind = new();
        kind.Write(1, tensor);
        ProtobufWriter info = new();
        info.Write(1, value);
        info.Write(2, kind);
        return info;
    }

    private static ProtobufWriter Attribute(string attribute, object value)
    {
        // AttributeProto: 1 name, 2 f, 3 i, 8 ints, 20 type.
        ProtobufWriter message = new();
        message.Write(1, attribute);
        switch (value)
        {
            case int number:
                message.Write(3, number);
                message.Write(20, IntegerAttribute);
                break;
            case float number:
                message.Write(2, number);
                message.Write(20, FloatAttribute);
                break;
            case int[] numbers:
                foreach (int number in numbers)
                {
                    message.Write(8, (long)number);
                }

                message.Write(20, IntegersAttribute);
                break;
            default:
                throw new ArgumentException($"An attribute must be whole numbers or a floating-point number, but '{attribute}' is {value.GetType()}.", nameof(value));
        }

        return message;
    }
}
