using System.Globalization;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Layers;

/// <summary>Follows the images through a graph.</summary>
internal static class TensorUses
{
    // ONNX defines these over [n, channels, ...] alone.
    private static readonly HashSet<string> ChannelsFirstOperators =
    [
        "Conv", "ConvInteger", "QLinearConv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool",
        "GlobalLpPool", "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "DepthToSpace", "SpaceToDepth", "PRelu",
    ];

    /// <summary>Lists the tensors that depend on an input, in the order of computing.</summary>
    /// <param name="graph">The graph, its nodes in order.</param>
    /// <param name="input">The input.</param>
    /// <param name="layout">In which order it holds an image.</param>
    /// <returns>The tensors.</returns>
    public static IReadOnlyList<TensorUse> Of(OnnxGraph graph, string input, TensorLayout layout)
    {
        Dictionary<string, TensorUse> found = new(StringComparer.Ordinal) { [input] = new TensorUse(input, "Input", 0, layout, 0) };
        Dictionary<string, long> constants = graph.Constants.ToDictionary(constant => constant.Key, constant => constant.Value.Count, StringComparer.Ordinal);
        List<TensorUse> uses = [];
        foreach (OnnxNode node in graph.Nodes)
        {
            TensorUse[] read = [.. node.Inputs.Where(found.ContainsKey).Select(name => found[name])];
            long[] weights = [.. node.Inputs.Where(constants.ContainsKey).Select(name => constants[name])];
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (read.Length == 0)
                {
                    // What is made of constants alone is a constant: weights that were packed, with their scales.
                    constants[output] = weights.DefaultIfEmpty(0).Max();
                }
                else
                {
                    // The weights of an operation with several outputs count once.
                    long count = output == node.Outputs[0] ? weights.Sum() : 0;
                    found[output] = new TensorUse(output, Describe(node), read.Max(use => use.Depth) + 1, LayoutOf(node, read[0].Layout), count);
                    uses.Add(found[output]);
                }
            }
        }

        return uses;
    }

    private static TensorLayout LayoutOf(OnnxNode node, TensorLayout inherited) => node switch
    {
        { Operator: "Transpose" } when node.Integers.TryGetValue("perm", out IReadOnlyList<long>? order) => order switch
        {
            [0, 3, 1, 2] => TensorLayout.ChannelsFirst,
            [0, 2, 3, 1] => TensorLayout.ChannelsLast,
            _ => inherited,
        },
        _ => ChannelsFirstOperators.Contains(node.Operator) ? TensorLayout.ChannelsFirst : inherited,
    };

    /// <summary>Describes an operation as the tables of our own networks do: <c>Conv 3x3/2</c>.</summary>
    private static string Describe(OnnxNode node)
    {
        if (!node.Integers.TryGetValue("kernel_shape", out IReadOnlyList<long>? kernel))
        {
            return node.Operator;
        }

        string stride = node.Integers.TryGetValue("strides", out IReadOnlyList<long>? strides) && strides.Any(step => step != 1)
            ? "/" + (strides.Distinct().Count() == 1 ? Text(strides[0]) : string.Join('x', strides.Select(Text)))
            : "";
        string groups = node.Integers.TryGetValue("group", out IReadOnlyList<long>? group) && group[0] != 1 ? $", {Text(group[0])} groups" : "";
        return $"{node.Operator} {string.Join('x', kernel.Select(Text))}{stride}{groups}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
