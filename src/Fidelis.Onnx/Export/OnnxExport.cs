using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Export;

/// <summary>Writes networks of our own layers as ONNX models, opset 17, that give the same numbers in any runtime.</summary>
/// <remarks>
/// The input <c>image</c> is <c>[n, channels, height, width]</c>, scaled as the network takes it. Every layer is the tensor of its name, and the last
/// one, the probabilities, the output. Weights stay as they were trained: nothing is folded.
/// </remarks>
public static class OnnxExport
{
    /// <summary>The name of the input.</summary>
    public const string InputName = "image";

    /// <summary>Writes a network into a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="metadata">What the file is to say about itself.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Save(string path, LayeredNetwork network, IReadOnlyDictionary<string, string> metadata) =>
        WholeFile.Write(path, stream => Write(stream, network, metadata));

    /// <summary>Writes a network.</summary>
    /// <param name="destination">Receives the bytes of an <c>.onnx</c> file.</param>
    /// <param name="network">The network.</param>
    /// <param name="metadata">What the file is to say about itself.</param>
    public static void Write(Stream destination, LayeredNetwork network, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(metadata);
        OnnxGraphWriter graph = new(network.Architecture);
        InputShape input = network.Input;
        graph.Input(InputName, OnnxElementType.Float32, -1, input.Channels, input.Height, input.Width);
        foreach (LayerNode node in network.Nodes)
        {
            LayerExport.Write(node.Layer, [.. node.Inputs.Select(index => index == LayerNode.Images ? InputName : network.Nodes[index].Layer.Name)], graph);
        }

        graph.Output(network.Nodes[^1].Layer.Name, -1, network.Nodes[^1].Layer.Shape[0]);
        graph.WriteTo(destination, metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal));
    }
}
