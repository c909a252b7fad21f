using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;

namespace Fidelis.Networks.Architectures;

/// <summary>Computes layers in their order, no further than the wanted ones need, and forgets what nothing needs any more.</summary>
internal sealed class LayerRun
{
    private readonly IReadOnlyList<LayerNode> nodes;

    // For each node the last one that reads it; the count of nodes where it is wanted, so that it is never forgotten.
    private readonly int[] lastUse;
    private readonly int[] useCount;
    private readonly bool[] isNeeded;

    public LayerRun(IReadOnlyList<LayerNode> nodes, IReadOnlyList<int> wanted)
    {
        this.nodes = nodes;
        lastUse = new int[nodes.Count];
        useCount = new int[nodes.Count];
        isNeeded = new bool[nodes.Count];
        foreach (int node in wanted)
        {
            isNeeded[node] = true;
            lastUse[node] = nodes.Count;
        }

        for (int node = nodes.Count - 1; node >= 0; node--)
        {
            if (!isNeeded[node])
            {
                continue;
            }

            foreach (int input in nodes[node].Inputs)
            {
                if (input != LayerNode.Images)
                {
                    isNeeded[input] = true;
                    lastUse[input] = Math.Max(lastUse[input], node);
                    useCount[input]++;
                }
            }
        }
    }

    /// <summary>Runs over a batch.</summary>
    /// <returns>The outputs by node; those that were wanted are there.</returns>
    public Variable?[] Run(Variable images, ForwardPass pass)
    {
        Variable?[] values = new Variable?[nodes.Count];
        for (int node = 0; node < nodes.Count; node++)
        {
            if (!isNeeded[node] || values[node] is not null)
            {
                continue;
            }

            Variable[] inputs = [.. nodes[node].Inputs.Select(i => i == LayerNode.Images ? images : values[i]!)];
            int last = node;
            if (nodes[node].Layer is BatchNormalizationLayer normalization && RectifierAfter(node) is { } rectifier)
            {
                last = node + 1;
                values[last] = normalization.Forward(inputs, pass, rectifier.Slope);
            }
            else
            {
                values[node] = nodes[node].Layer.Forward(inputs, pass);
            }

            if (!pass.Tape.IsRecording)
            {
                Forget(values, last, pass.Tape);
            }
        }

        return values;
    }

    /// <summary>Gets the rectifier that is the only reader of a node and follows it, so that both can be computed in one pass over memory.</summary>
    private RectifierLayer? RectifierAfter(int node) =>
        lastUse[node] == node + 1 && useCount[node] == 1 ? nodes[node + 1].Layer as RectifierLayer : null;

    private void Forget(Variable?[] values, int done, Tape tape)
    {
        HashSet<float[]> survivors = [];
        for (int node = 0; node <= done; node++)
        {
            if (values[node] is { } value && lastUse[node] > done)
            {
                survivors.Add(value.Value.Data);
            }
        }

        tape.ReturnSince(0, survivors);
    }
}
