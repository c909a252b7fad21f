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
                    nodes.Add(OnnxNodeReader.Read(graph.Message, source, depth: 0));
                    break;
                case 5:
                    OnnxConstant constant = OnnxTensorReader.Read(graph.Message, source);
                    if (!constants.TryAdd(constant.Name, constant))
                    {
                        throw new InputException($"The model '{source}' is damaged: it has two constants '{Printable.Of(constant.Name)}'.");
                    }

                    break;
                case 11:
                    inputs.Add(OnnxValueReader.Read(graph.Message));
                    break;
                case 12:
                    outputs.Add(OnnxValueReader.Read(graph.Message));
                    break;
                case 15:
                    throw new InputException($"The constants of a model must be dense, but '{source}' has sparse ones: export it without them.");
            }
        }

        // Old files list constants among the inputs, as what they are where the caller gives nothing else.
        inputs.RemoveAll(input => constants.ContainsKey(input.Name));
        return new OnnxGraph(inputs, outputs, nodes, constants);
    }
}
