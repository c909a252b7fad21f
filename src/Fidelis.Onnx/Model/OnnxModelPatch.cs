using Fidelis.Networks.Weights.Protobuf;

namespace Fidelis.Onnx.Model;

/// <summary>Makes tensors of a graph outputs of it, in memory.</summary>
internal static class OnnxModelPatch
{
    private const int ModelGraph = 7;
    private const int GraphOutput = 12;
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
        HashSet<string> present = [.. model.Graph.Outputs.Select(output => output.Name)];
        ProtobufWriter graph = new();
        foreach (string tensor in tensors.Where(present.Add))
        {
            ProtobufWriter value = new();
            value.Write(ValueName, tensor);
            graph.Write(GraphOutput, value);
        }

        if (graph.Length == 0)
        {
            return model.Content;
        }

        ProtobufWriter patch = new();
        patch.Write(ModelGraph, graph);
        byte[] patched = GC.AllocateUninitializedArray<byte>(checked(model.Content.Length + patch.Length));
        model.Content.Span.CopyTo(patched);
        patch.Written.CopyTo(patched.AsSpan(model.Content.Length));
        return patched;
    }
}
