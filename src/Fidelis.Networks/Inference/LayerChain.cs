using Fidelis.Networks.Architectures;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Inference;

/// <summary>
/// A layer with what is fused into it: a batch normalisation and a rectifier, where each is the only reader of what comes before it. Chains
/// follow from the network alone, so that the digits of a layer do not depend on which others are wanted.
/// </summary>
/// <param name="Head">The first layer's node.</param>
/// <param name="Normalization">The node of the batch normalisation, or null.</param>
/// <param name="Rectifier">The node of the rectifier, or null.</param>
internal sealed record LayerChain(int Head, int? Normalization, int? Rectifier)
{
    /// <summary>Gets the node whose values the chain gives.</summary>
    public int End => Rectifier ?? Normalization ?? Head;

    /// <summary>Finds the chain that a node begins.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="readers">For each node those that read it.</param>
    /// <param name="head">The node.</param>
    /// <returns>The chain.</returns>
    public static LayerChain From(IReadOnlyList<LayerNode> nodes, List<int>[] readers, int head)
    {
        Layer layer = nodes[head].Layer;
        int? normalization = layer.FoldsNormalization && OnlyReader<BatchNormalizationLayer>(head) is { } folded ? folded : null;
        int? rectifier = layer.FusesRectifier && OnlyReader<RectifierLayer>(normalization ?? head) is { } fused ? fused : null;
        return new LayerChain(head, normalization, rectifier);

        int? OnlyReader<TLayer>(int node) => readers[node] is [int reader] && nodes[reader].Layer is TLayer ? reader : null;
    }

    /// <summary>Freezes the chain as far as one of its nodes.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="last">The node whose values are wanted.</param>
    /// <param name="precision">How products are rounded.</param>
    /// <returns>The frozen layer.</returns>
    public FrozenLayer Freeze(IReadOnlyList<LayerNode> nodes, int last, ProductPrecision precision)
    {
        ChannelMap? map = Normalization is { } folded && last >= folded ? ((BatchNormalizationLayer)nodes[folded].Layer).Map() : null;
        float slope = Rectifier is { } fused && last >= fused ? ((RectifierLayer)nodes[fused].Layer).Slope : 1;
        return nodes[Head].Layer.Freeze(new Fusion(map, slope, precision));
    }
}
