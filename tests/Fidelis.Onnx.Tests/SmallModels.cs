using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests;

/// <summary>Networks of a few nodes.</summary>
internal static class SmallModels
{
    /// <summary>Pool, dense to three logits, softmax: <c>image [n, 3, 4, 4] -> pooled -> flat [n, 3] -> logits [n, 3] -> probabilities [n, 3]</c>.</summary>
    /// <param name="batch">The length of the batch axis, -1 where it is free.</param>
    /// <param name="hasSoftmax">Whether the last node is there.</param>
    public static byte[] Classifier(long batch = -1, bool hasSoftmax = true)
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, batch, 3, 4, 4);
        graph.Node("GlobalAveragePool", "pooled", ["image"]);
        graph.Node("Flatten", "flat", ["pooled"]);
        graph.Constant("weights", Lcg.Floats(1, 9), 3, 3);
        graph.Constant("bias", [0.5f, -0.25f, 1], 3);
        graph.Node("Gemm", "logits", ["flat", "weights", "bias"]);
        if (hasSoftmax)
        {
            graph.Node("Softmax", "probabilities", ["logits"], ("axis", 1));
        }

        graph.Output(hasSoftmax ? "probabilities" : "logits", batch, 3);
        return graph.ToBytes();
    }

    /// <summary>Writes a model into memory.</summary>
    public static byte[] ToBytes(this OnnxGraphWriter graph)
    {
        using MemoryStream bytes = new();
        graph.WriteTo(bytes, []);
        return bytes.ToArray();
    }

    /// <summary>Reads the bytes of a model.</summary>
    public static OnnxModel Parse(byte[] bytes) => OnnxModel.Parse(bytes, "small.onnx", folder: null);
}
