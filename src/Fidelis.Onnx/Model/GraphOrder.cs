using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>Puts the nodes of a graph into the order in which they can be computed.</summary>
internal static class GraphOrder
{
    /// <summary>Sorts the nodes; those that could be computed already in the order of the file keep it.</summary>
    /// <param name="graph">The graph as its file has it.</param>
    /// <param name="source">The model as messages name it.</param>
    /// <returns>The graph with its nodes in order.</returns>
    /// <exception cref="InputException">Two nodes compute the same tensor, a tensor is computed by none, or nodes wait for each other.</exception>
    public static OnnxGraph Sort(OnnxGraph graph, string source)
    {
        Dictionary<string, int> producers = new(StringComparer.Ordinal);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (string output in graph.Nodes[i].Outputs.Where(output => output.Length > 0))
            {
                if (!producers.TryAdd(output, i) || graph.Constants.ContainsKey(output))
                {
                    throw Broken(source, $"the tensor '{Printable.Of(output)}' is computed twice");
                }
            }
        }

        HashSet<string> given = [.. graph.Inputs.Select(input => input.Name), .. graph.Constants.Keys];
        foreach (OnnxValue output in graph.Outputs.Where(output => !producers.ContainsKey(output.Name) && !given.Contains(output.Name)))
        {
            throw Broken(source, $"nothing computes its output '{Printable.Of(output.Name)}'");
        }

        return graph with { Nodes = Sort(graph.Nodes, producers, given, source) };
    }

    private static List<OnnxNode> Sort(IReadOnlyList<OnnxNode> nodes, Dictionary<string, int> producers, HashSet<string> given, string source)
    {
        int[] missing = new int[nodes.Count];
        List<int>[] readers = [.. nodes.Select(_ => new List<int>())];
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string input in nodes[i].Inputs.Where(input => input.Length > 0 && !given.Contains(input)).Distinct(StringComparer.Ordinal))
            {
                if (!producers.TryGetValue(input, out int producer))
                {
                    throw Broken(source, $"its node '{Printable.Of(nodes[i].Label)}' ({Printable.Of(nodes[i].Operator)}) reads '{Printable.Of(input)}', which nothing computes");
                }

                missing[i]++;
                readers[producer].Add(i);
            }
        }

        // The smallest index first: a file that is in order stays in order.
        PriorityQueue<int, int> ready = new();
        ready.EnqueueRange(Enumerable.Range(0, nodes.Count).Where(i => missing[i] == 0).Select(i => (i, i)));
        List<OnnxNode> sorted = new(nodes.Count);
        while (ready.TryDequeue(out int node, out _))
        {
            sorted.Add(nodes[node]);
            foreach (int reader in readers[node])
            {
                if (--missing[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        return sorted.Count == nodes.Count
            ? sorted
            : throw Broken(source, $"its node '{Printable.Of(nodes[Array.FindIndex(missing, count => count > 0)].Label)}' waits for its own result");
    }

    private static InputException Broken(string source, string how) => new($"The graph of the model '{source}' is broken: {how}.");
}
