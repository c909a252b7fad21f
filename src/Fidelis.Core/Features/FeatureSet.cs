namespace Fidelis.Features;

/// <summary>What a network says about a set of images, and by which protocol it was asked. Row i belongs to <c>Paths[i]</c>.</summary>
/// <param name="Features">Features <c>[n, d]</c>, or <see langword="null"/> where only probabilities are known.</param>
/// <param name="Probabilities">Class probabilities <c>[n, k]</c>, or <see langword="null"/> where the network is no classifier.</param>
/// <param name="Paths">Paths of the images within their source, <c>[n]</c>, in ordinal order where an image source was read.</param>
/// <param name="Labels">The class that the source assigns to each image, <c>[n]</c>; <see langword="null"/> where it assigns none.</param>
/// <param name="ProtocolText">Everything that decides the features besides the images, or <see cref="UnknownProtocol"/>.</param>
/// <param name="ProtocolHash">The hash of the text; empty where the protocol is unknown, which equals no other.</param>
/// <param name="ClassNames">Names of the probabilities, <c>[k]</c>; empty where they are unknown.</param>
public sealed record FeatureSet(
    FeatureMatrix? Features,
    FeatureMatrix? Probabilities,
    IReadOnlyList<string> Paths,
    IReadOnlyList<string?> Labels,
    string ProtocolText,
    string ProtocolHash,
    IReadOnlyList<string> ClassNames)
{
    /// <summary>The protocol of features that come from a file which names none.</summary>
    public const string UnknownProtocol = "unknown";

    /// <summary>
    /// Gets features <c>[n, d]</c> of further layers by their names, all values of a map in a row, for metrics that look at a layer of their own; empty where
    /// none were asked for, or the network has no such layer.
    /// </summary>
    public IReadOnlyDictionary<string, FeatureMatrix> FurtherLayers { get; init; } = new Dictionary<string, FeatureMatrix>();

    /// <summary>Gets the number of images n.</summary>
    public long Count => Features?.RowCount ?? Probabilities?.RowCount ?? 0;

    /// <summary>Finds the classes that the labels name.</summary>
    /// <returns>Their names in ordinal order; empty where no image has a class.</returns>
    public IReadOnlyList<string> FindClasses() => [.. Labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Takes some of the images.</summary>
    /// <param name="rows">Rows in <c>[0, n)</c>, in the order of the result.</param>
    /// <returns>The same protocol, with those images alone.</returns>
    public FeatureSet Select(IReadOnlyList<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return this with
        {
            Features = Features?.Select(rows),
            Probabilities = Probabilities?.Select(rows),
            FurtherLayers = FurtherLayers.ToDictionary(layer => layer.Key, layer => layer.Value.Select(rows)),
            Paths = new ComputedList<string>(rows.Count, i => Paths[checked((int)rows[i])]),
            Labels = new ComputedList<string?>(rows.Count, i => Labels[checked((int)rows[i])]),
        };
    }
}
