using Fidelis.Networks.Weights.Protobuf;

namespace Fidelis.Onnx.Model;

/// <summary>Makes tensors of a graph outputs of it, or their shapes, in memory.</summary>
internal static class OnnxModelPatch
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphOutput = 12;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeOperator = 4;
    private const int ValueName = 1;

    /// <summary>Adds outputs to a model.</summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="tensors">Names of tensors; those that are outputs already are passed over.</param>
    /// <returns>The bytes of a model that has them as outputs.</returns>
    /// <remarks>
    /// In the encoding of protocol buffers, a message that comes twice is one message with the fields of both: appending a graph that
    /// holds nothing but outputs adds these outputs, and hundreds of megabytes of weights are not written again.
    /// </remarks>
    public static ReadOnlyMemory<byte> AddOutputs(OnnxModel model, IEnumerable<string> tensors)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<string> present = [.. model.Graph.Outputs.Select(output => output.Name)];
        ProtobufWriter graph = new();
        foreach (string tensor in tensors.Where(present.Add))
        {
            WriteOutput(graph, tensor);
        }

        return graph.Length == 0 ? model.Content : Append(model, graph);
    }

    /// <summary>Adds the shapes of tensors to a model's outputs: a run then tells them without keeping the tensors.</summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="tensors">Names of tensors, in the order of computing.</param>
    /// <returns>The bytes of a model with further outputs, int64 <c>[rank]</c> each, and their names in the order of <paramref name="tensors"/>.</returns>
    /// <remarks>
    /// ONNX Runtime computes what it needs for the last node of a file first. The shapes are therefore written last tensor first: each
    /// is taken as soon as its tensor is there, which can then go.
    /// </remarks>
    public static (ReadOnlyMemory<byte> Content, IReadOnlyList<string> Outputs) AddShapes(OnnxModel model, IReadOnlyList<string> tensors)
    {
        string prefix = "shape:";
        while (model.Graph.Nodes.Any(node => node.Outputs.Any(output => output.StartsWith(prefix, StringComparison.Ordinal))))
        {
            prefix += ":";
        }

        string[] outputs = [.. tensors.Select(tensor => prefix + tensor)];
        ProtobufWriter graph = new();
        for (int i = tensors.Count - 1; i >= 0; i--)
        {
            ProtobufWriter node = new();
            node.Write(NodeInput, tensors[i]);
            node.Write(NodeOutput, outputs[i]);
            node.Write(NodeOperator, "Shape");
            graph.Write(GraphNode, node);
            WriteOutput(graph, outputs[i]);
        }

        return (Append(model, graph), outputs);
    }

    private static void WriteOutput(ProtobufWriter graph, string name)
    {
        ProtobufWriter value = new();
        value.Write(ValueName, name);
        graph.Write(GraphOutput, value);
    }

    private static byte[] Append(OnnxModel model, ProtobufWriter graph)
    {
        ProtobufWriter patch = new();
        patch.Write(ModelGraph, graph);
        byte[] patched = GC.AllocateUninitializedArray<byte>(checked(model.Content.Length + patch.Length));
        model.Content.Span.CopyTo(patched);
        patch.Written.CopyTo(patched.AsSpan(model.Content.Length));
        return patched;
    }
}
