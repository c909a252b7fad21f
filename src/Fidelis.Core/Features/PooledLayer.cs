using Fidelis.Networks.Architectures;

namespace Fidelis.Features;

/// <summary>A layer of a network together with the rule by which it becomes a feature vector.</summary>
public sealed class PooledLayer
{
    internal PooledLayer(LayerDescription layer, LayerPooling pooling, string protocolText, string protocolHash)
    {
        Layer = layer;
        Pooling = pooling;
        ProtocolText = protocolText;
        ProtocolHash = protocolHash;
    }

    /// <summary>Gets the layer.</summary>
    public LayerDescription Layer { get; }

    /// <summary>Gets the rule as the command line names it: <c>avg</c>, <c>max</c>, <c>flatten</c>; <c>none</c> where the layer is a vector.</summary>
    public string PoolingId => Pooling.Id;

    /// <summary>Gets the length of a feature vector: d.</summary>
    public int FeatureCount => Pooling.FeatureCount;

    /// <summary>Gets the values of the layer for one image, before it is pooled.</summary>
    public long ElementCount => Layer.Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Gets a value indicating whether all values were asked for, and the map is pooled by its mean because they are too many.</summary>
    public bool IsReduced { get; internal init; }

    /// <summary>Gets everything that decides the features besides the images, as one readable line.</summary>
    public string ProtocolText { get; }

    /// <summary>Gets the first 16 hexadecimal digits of the SHA-256 of <see cref="ProtocolText"/> in UTF-8.</summary>
    public string ProtocolHash { get; }

    /// <summary>Gets the rule.</summary>
    internal LayerPooling Pooling { get; }
}
