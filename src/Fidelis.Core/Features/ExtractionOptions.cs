using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Kernels;
using Fidelis.Preprocessing;

namespace Fidelis.Features;

/// <summary>How a network looks at images.</summary>
public sealed record ExtractionOptions
{
    /// <summary>
    /// Gets the layer of models that name none by <c>@LAYER</c>; <see langword="null"/>, the default, is the network's own.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>
    /// Gets the layers whose features are taken besides, all values of a map in a row: <see cref="FeatureSet.FurtherLayers"/>. Those that the network has not are
    /// passed over, and whoever wants them says so.
    /// </summary>
    public IReadOnlyList<string> FurtherLayers { get; init; } = [];

    /// <summary>Gets how a layer that is a map becomes a vector; ignored for layers that are vectors.</summary>
    public Pooling Pooling { get; init; } = Pooling.Average;

    /// <summary>Gets the rules by which stored values become 8-bit red, green and blue.</summary>
    public DecodingRules Rules { get; init; } = DecodingRules.Default;

    /// <summary>Gets how an image of another aspect ratio than the network's reaches it.</summary>
    public Fit Fit { get; init; } = Fit.Squash;

    /// <summary>Gets the id of the preprocessing; <see langword="null"/>, the default, is the network's own.</summary>
    public string? Protocol { get; init; }

    /// <summary>Gets how the products of the network's convolutions are rounded; it belongs to the protocol.</summary>
    public ProductPrecision Precision { get; init; } = ProductPrecision.Exact;

    /// <summary>
    /// Gets the most images that the network takes at once, at least 1; <see langword="null"/>, the default, is as many as have 2^21 values at the network's
    /// input, and no more than 64. A batch never has more than 2^23 values, unless one image has: memory does not grow with what is asked for. Features do not
    /// depend on it.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>Gets whether an image that cannot be read is left out and listed. By default it ends the extraction.</summary>
    public bool SkipBadImages { get; init; }
}
