namespace Fidelis.Onnx.Model;

/// <summary>What the file of a model holds.</summary>
/// <param name="Graph">The graph, its nodes in the order of the file.</param>
/// <param name="Metadata">What the file says about itself.</param>
internal sealed record OnnxModelContent(OnnxGraph Graph, IReadOnlyDictionary<string, string> Metadata);
