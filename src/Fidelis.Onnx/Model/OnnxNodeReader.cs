using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>Reads the nodes of an ONNX file with their whole numbers, and of the subgraphs of a node which tensors they read.</summary>
internal static class OnnxNodeReader
{
    /// <summary>Subgraphs lie in nodes that lie in subgraphs: files that nest deeper than anybody's networks are refused before the stack ends.</summary>
    private const int DeepestSubgraph = 16;

    /// <summary>Reads a node.</summary>
    /// <param name="node">The message.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <param name="depth">How many graphs the node's own one lies within.</param>
    /// <returns>The node; what its subgraphs take from the graph around them is among its inputs.</returns>
    /// <exception cref="InputException">Graphs lie within each other too deeply, or constants of a node are not in the file.</exception>
    public static OnnxNode Read(ProtobufReader node, string source, int depth)
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
                    OnnxNode node = Read(graph.Message, source, depth);
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
                    own.Add(OnnxValueReader.Read(graph.Message).Name);
                    break;
                case 12:
                    read.Add(OnnxValueReader.Read(graph.Message).Name);
                    break;
            }
        }

        return [.. read.Distinct(StringComparer.Ordinal).Where(name => !own.Contains(name))];
    }
}
