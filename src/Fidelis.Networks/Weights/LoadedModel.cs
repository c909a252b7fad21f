using Fidelis.Networks.Architectures;

namespace Fidelis.Networks.Weights;

/// <summary>A network out of a model file.</summary>
/// <param name="Network">The network with its weights.</param>
/// <param name="Metadata">All metadata of the file; structured values as JSON.</param>
/// <param name="WeightsHash">The SHA-256 of the weights, as <see cref="ModelFile.HashOf"/> gives it.</param>
public sealed record LoadedModel(LayeredNetwork Network, IReadOnlyDictionary<string, string> Metadata, string WeightsHash);
