using Fidelis.Features;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Names the network, layer and pooling that a comparison was made by.</summary>
/// <param name="Id">The model, or <see langword="null"/> where the sets are files of features or statistics.</param>
/// <param name="WeightsHash">SHA-256 of its weights, or <see langword="null"/>.</param>
/// <param name="Layer">The layer of the features, or <see langword="null"/>.</param>
/// <param name="Pooling">How the layer became a vector, or <see langword="null"/>.</param>
/// <param name="FeatureCount">The number of features d; <see langword="null"/> where there are probabilities alone.</param>
/// <param name="ClassCount">The number of classes k; <see langword="null"/> where there are no probabilities.</param>
public sealed record ModelSummary(string? Id, string? WeightsHash, string? Layer, string? Pooling, int? FeatureCount, int? ClassCount)
{
    /// <summary>Gets how messages and tables name it: <c>biocnn-1:blood-cells@leaky_re_lu_4</c>.</summary>
    public string Label => Id is null ? "files" : $"{Id}@{Layer}";

    /// <summary>Describes the model that a set was looked at by.</summary>
    /// <param name="extractor">The model, or <see langword="null"/> where the sets are files.</param>
    /// <param name="set">A set as it saw it.</param>
    /// <returns>The summary.</returns>
    internal static ModelSummary Of(FeatureExtractor? extractor, SetStatistics set) => new(
        extractor?.Model.Id,
        extractor?.Model.WeightsHash,
        extractor?.Layer.Name,
        extractor?.PoolingId,
        set.FeatureCount,
        set.Set?.Probabilities?.Columns);
}
