using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Layers;

/// <summary>The end of a network: where its class probabilities are, and what its last dense layer reads.</summary>
/// <param name="Tensor">The output that holds probabilities, or their logits.</param>
/// <param name="IsLogits">Whether it holds logits, whose softmax are the probabilities.</param>
/// <param name="DenseInput">What the last dense layer reads, or <see langword="null"/> where none was found.</param>
internal sealed record ClassifierHead(string Tensor, bool IsLogits, string? DenseInput)
{
    // Operations that rearrange or rescale class scores and mix no features into them.
    private static readonly HashSet<string> Transparent =
        ["Softmax", "LogSoftmax", "Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Add", "Sub", "Mul", "Div", "Dropout", "Clip"];

    private static readonly HashSet<string> Dense = ["Gemm", "MatMul", "Conv", "MatMulInteger", "QLinearMatMul", "MatMulNBits"];

    /// <summary>Finds the head of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="uses">The tensors that depend on the images.</param>
    /// <param name="vectors">The tensors of the shape <c>[n, k]</c>.</param>
    /// <param name="named">The output that the user calls class probabilities or logits, or <see langword="null"/>.</param>
    /// <returns>The head, or <see langword="null"/> where no output comes out of a softmax or a dense layer.</returns>
    public static ClassifierHead? Find(OnnxGraph graph, IReadOnlyList<TensorUse> uses, IReadOnlySet<string> vectors, string? named)
    {
        Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs)
            {
                producers[output] = node;
            }
        }

        HashSet<string> dependent = [.. uses.Select(use => use.Name)];
        ClassifierHead[] heads =
        [
            .. (named is null ? graph.Outputs.Select(output => output.Name) : [named])
                .Where(vectors.Contains)
                .Select(output => Of(output, producers, dependent))
                .OfType<ClassifierHead>(),
        ];
        return heads.LastOrDefault(head => !head.IsLogits) ?? heads.LastOrDefault();
    }

    private static ClassifierHead? Of(string output, Dictionary<string, OnnxNode> producers, HashSet<string> dependent)
    {
        bool isSoftmax = false;
        string tensor = output;
        while (producers.TryGetValue(tensor, out OnnxNode? node))
        {
            string[] read = [.. node.Inputs.Where(dependent.Contains)];
            if (Dense.Contains(node.Operator) && read.Length == 1)
            {
                return new ClassifierHead(output, !isSoftmax, read[0]);
            }

            if (!Transparent.Contains(node.Operator) || read.Length != 1)
            {
                break;
            }

            // The softmax of log-probabilities gives the probabilities back: they are logits like others.
            isSoftmax |= node.Operator == "Softmax";
            tensor = read[0];
        }

        return isSoftmax ? new ClassifierHead(output, IsLogits: false, DenseInput: null) : null;
    }
}
