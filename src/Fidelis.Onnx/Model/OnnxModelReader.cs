using System.Globalization;
using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>
/// Reads the messages of an ONNX file (<c>onnx.proto</c>, whose field numbers stand at the cases): structure and names, and of constants
/// only that their values are all there.
/// </summary>
internal static class OnnxModelReader
{
    /// <summary>Subgraphs lie in nodes that lie in subgraphs: files that nest deeper than anybody's networks are refused before the stack ends.</summary>
    private const int DeepestSubgraph = 16;

    private const string OpsetKey = "opset";

    /// <summary>Reads a model.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="InputException">The file is no ONNX model or is damaged.</exception>
    public static OnnxModelContent Read(ReadOnlySpan<byte> bytes, string source)
    {
        OnnxGraph? graph = null;
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
        ProtobufReader model = new(bytes, source);
        while (model.Next())
        {
            // ModelProto: 1 ir_version, 2 producer_name, 3 producer_version, 7 graph, 8 opset_import, 14 metadata_props.
            switch (model.Field)
            {
                case 2 when model.Text.Length > 0:
                    metadata["producer"] = model.Text;
                    break;
                case 7 when graph is not null:
                    throw new InputException($"The model '{source}' is damaged: it has two graphs.");
                case 7:
                    graph = ReadGraph(model.Message, source);
                    break;
                case 8:
                    ReadOpset(model.Message, metadata);
                    break;
                case 14:
                    (string key, string value) = ReadPair(model.Message);
                    metadata[key] = value;
                    break;
            }
        }

        if (graph is not { Nodes.Count: > 0 })
        {
            throw new InputException($"An ONNX model must have a graph of at least one node, but '{source}' has none: is it an .onnx file?");
        }

        // It stands behind the graph in most files: where it is missing, the end is.
        return metadata.Keys.Any(key => key.StartsWith(OpsetKey, StringComparison.Ordinal))
            ? new OnnxModelContent(graph, metadata)
            : throw new InputException($"An ONNX model must name the version of its operators, but '{source}' does not: it was probably cut off.");
    }

    private static void ReadOpset(ProtobufReader opset, SortedDictionary<string, string> metadata)
    {
        string domain = "";
        ulong version = 0;
        while (opset.Next())
        {
            // OperatorSetIdProto: 1 domain, 2 version.
            switch (opset.Field)
            {
                case 1:
                    domain = opset.Text;
                    break;
                case 2:
                    version = opset.Number;
                    break;
            }
        }

        metadata[domain.Length == 0 ? OpsetKey : $"{OpsetKey} of {domain}"] = version.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a StringStringEntryProto: 1 key, 2 value.</summary>
    private static (string Key, string Value) ReadPair(ProtobufReader pair)
    {
        string key = "";
        string value = "";
        while (pair.Next())
        {
            switch (pair.Field)
            {
                case 1:
                    key = pair.Text;
                    break;
                case 2:
                    value = pair.Text;
                    break;
            }
        }

        return (key, value);
    }

    private static OnnxGraph ReadGraph(ProtobufReader graph, string source)
    {
        List<OnnxValue> inputs = [];
        List<OnnxValue> outputs = [];
        List<OnnxNode> nodes = [];
        Dictionary<string, OnnxConstant> constants = new(StringComparer.Ordinal);
        while (graph.Next())
        {
            // GraphProto: 1 node, 5 initializer, 11 input, 12 output, 15 sparse_initializer.
            switch (graph.Field)
            {
                case 1:
                    nodes.Add(ReadNode(graph.Message, source, depth: 0));
                    break;
                case 5:
                    OnnxConstant constant = OnnxTensorReader.Read(graph.Message, source);
                    if (!constants.TryAdd(constant.Name, constant))
                    {
                        throw new InputException($"The model '{source}' is damaged: it has two constants '{Printable.Of(constant.Name)}'.");
                    }

                    break;
                case 11:
                    inputs.Add(ReadValue(graph.Message));
                    break;
                case 12:
                    outputs.Add(ReadValue(graph.Message));
                    break;
                case 15:
                    throw new InputException($"The constants of a model must be dense, but '{source}' has sparse ones: export it without them.");
            }
        }

        // Old files list constants among the inputs, as what they are where the caller gives nothing else.
        inputs.RemoveAll(input => constants.ContainsKey(input.Name));
        return new OnnxGraph(inputs, outputs, nodes, constants);
    }

    private static OnnxNode ReadNode(ProtobufReader node, string source, int depth)
    {
        List<string> inputs = [];
        List<string> outputs = [];
        string name = "";
        string kind = "";
        Dictionary<string, IReadOnlyList<long>> integers = new(StringComparer.Ordinal);
        while (node.Next())
        {
            // NodeProto: 1 input, 2 output, 3 name, 4 op_type, 5 attribute.
            switch (node.Field)
            {
                case 1:
                    inputs.Add(node.Text);
                    break;
                case 2:
                    outputs.Add(node.Text);
                    break;
                case 3:
                    name = node.Text;
                    break;
                case 4:
                    kind = node.Text;
                    break;
                case 5:
                    ReadAttribute(node.Message, integers, inputs, source, depth);
                    break;
            }
        }

        return new OnnxNode(name, kind, inputs, outputs, integers);
    }

    private static void ReadAttribute(
        ProtobufReader attribute, Dictionary<string, IReadOnlyList<long>> integers, List<string> inputs, string source, int depth)
    {
        string name = "";
        List<long> values = [];
        while (attribute.Next())
        {
            // AttributeProto: 1 name, 3 i, 5 t, 6 g, 8 ints, 10 tensors, 11 graphs.
            switch (attribute.Field)
            {
                case 1:
                    name = attribute.Text;
                    break;
                case 3:
                    values.Add((long)attribute.Number);
                    break;
                case 5 or 10:
                    if (OnnxTensorReader.Read(attribute.Message, source).External is not null)
                    {
                        throw new InputException($"The model '{source}' must have external data in its constants alone, but a node of it has some too: export it again.");
                    }

                    break;
                case 6 or 11:
                    inputs.AddRange(ReadCaptures(attribute.Message, source, depth + 1));
                    break;
                case 8:
                    ReadIntegers(attribute, values);
                    break;
            }
        }

        if (values.Count > 0)
        {
            integers[name] = values;
        }
    }

    private static void ReadIntegers(ProtobufReader field, List<long> values)
    {
        if (field.IsContent)
        {
            field.ReadPacked(values);
        }
        else
        {
            values.Add((long)field.Number);
        }
    }

    /// <summary>Reads which tensors of the graph around it a subgraph reads.</summary>
    private static List<string> ReadCaptures(ProtobufReader graph, string source, int depth)
    {
        if (depth > DeepestSubgraph)
        {
            throw new InputException($"The graphs of the model '{source}' lie within each other more than {DeepestSubgraph} times, which no network needs.");
        }

        HashSet<string> own = new(StringComparer.Ordinal) { "" };
        List<string> read = [];
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    OnnxNode node = ReadNode(graph.Message, source, depth);
                    own.UnionWith(node.Outputs);
                    read.AddRange(node.Inputs);
                    break;
                case 5:
                    OnnxConstant constant = OnnxTensorReader.Read(graph.Message, source);
                    if (constant.External is not null)
                    {
                        throw new InputException($"The model '{source}' must have external data in its constants alone, but a subgraph of it has some too: export it again.");
                    }

                    own.Add(constant.Name);
                    break;
                case 11:
                    own.Add(ReadValue(graph.Message).Name);
                    break;
                case 12:
                    read.Add(ReadValue(graph.Message).Name);
                    break;
            }
        }

        return [.. read.Distinct(StringComparer.Ordinal).Where(name => !own.Contains(name))];
    }

    private static OnnxValue ReadValue(ProtobufReader value)
    {
        string name = "";
        OnnxElementType type = OnnxElementType.Undefined;
        List<long>? shape = null;
        while (value.Next())
        {
            // ValueInfoProto: 1 name, 2 type. TypeProto: 1 tensor_type. TypeProto.Tensor: 1 elem_type, 2 shape.
            if (value.Field == 1)
            {
                name = value.Text;
            }
            else if (value.Field == 2)
            {
                ProtobufReader kind = value.Message;
                while (kind.Next())
                {
                    if (kind.Field != 1)
                    {
                        continue;
                    }

                    ProtobufReader tensor = kind.Message;
                    while (tensor.Next())
                    {
                        if (tensor.Field == 1)
                        {
                            type = (OnnxElementType)(int)Math.Min(tensor.Number, int.MaxValue);
                        }
                        else if (tensor.Field == 2)
                        {
                            shape = ReadShape(tensor.Message);
                        }
                    }
                }
            }
        }

        return new OnnxValue(name, type, shape);
    }

    private static List<long> ReadShape(ProtobufReader shape)
    {
        List<long> lengths = [];
        while (shape.Next())
        {
            // TensorShapeProto: 1 dim. Dimension: 1 dim_value, 2 dim_param.
            if (shape.Field == 1)
            {
                ProtobufReader axis = shape.Message;
                long length = -1;
                while (axis.Next())
                {
                    length = axis.Field == 1 && (long)axis.Number > 0 ? (long)axis.Number : length;
                }

                lengths.Add(length);
            }
        }

        return lengths;
    }
}
