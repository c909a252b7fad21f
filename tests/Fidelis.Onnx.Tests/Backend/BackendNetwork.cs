using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Kernels;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;

namespace Fidelis.Onnx.Tests.Backend;

/// <summary>Layers of ours, and images for them.</summary>
/// <param name="nodes">The layers.</param>
/// <param name="shape">The shape of one image as ONNX has it: <c>[channels, height, width]</c>, or <c>[features]</c> for a vector.</param>
/// <param name="images">The images in the order of ONNX.</param>
internal sealed class BackendNetwork(IReadOnlyList<LayerNode> nodes, int[] shape, float[] images)
{
    private readonly int count = images.Length / shape.Aggregate(1, (product, length) => product * length);
    private readonly Layer last = nodes[^1].Layer;

    /// <summary>Computes the last layer as in training.</summary>
    public float[] Forward()
    {
        using Tape tape = new(new TensorPool(), isRecording: false);
        Variable?[] values = new LayerRun(nodes, [nodes.Count - 1]).Run(tape.Constant(Images()), new ForwardPass(tape, dropout: null));
        return Planar(values[^1]!.Value.Data);
    }

    /// <summary>Computes the last layer by the plan that every score is computed by.</summary>
    public float[] Infer() => Planar(InferencePlanner.Plan(nodes, InOurOrder(shape), [nodes.Count - 1], ProductPrecision.Exact).Run(Images())[last.Name].Data);

    /// <summary>Exports the layers.</summary>
    public OnnxModel Export()
    {
        OnnxGraphWriter graph = new("layers");
        graph.Input("images", OnnxElementType.Float32, [-1, .. shape.Select(length => (long)length)]);
        foreach (LayerNode node in nodes)
        {
            LayerExport.Write(node.Layer, [.. node.Inputs.Select(index => index == LayerNode.Images ? "images" : nodes[index].Layer.Name)], graph);
        }

        graph.Output(last.Name, [-1, .. InOnnxOrder(last.Shape).Select(length => (long)length)]);
        return SmallModels.Parse(graph.ToBytes());
    }

    /// <summary>Computes the last layer of an exported model in ONNX Runtime, operation by operation.</summary>
    public float[] Run(OnnxModel exported)
    {
        using OnnxSession session = new(exported, [last.Name], threads: 1, isOptimized: false);
        using OnnxResults results = session.Run<float>(images, [count, .. shape.Select(length => (long)length)], TestContext.Current.CancellationToken);
        float[] values = new float[results.Describe(0).Shape!.Aggregate(1L, (product, length) => product * length)];
        results.CopyTo(0, values);
        return values;
    }

    private static int[] InOurOrder(IReadOnlyList<int> shape) => shape is [int channels, int height, int width] ? [height, width, channels] : [.. shape];

    private static int[] InOnnxOrder(IReadOnlyList<int> shape) => shape is [int height, int width, int channels] ? [channels, height, width] : [.. shape];

    private Tensor Images() => new(
        shape is [int channels, int height, int width] ? Reordered(images, channels, height * width) : images, [count, .. InOurOrder(shape)]);

    private float[] Planar(float[] values) => last.Shape is [int height, int width, int channels] ? Reordered(values, height * width, channels) : values;

    /// <summary>Transposes the matrix <c>[rows, columns]</c> of each image.</summary>
    private float[] Reordered(float[] values, int rows, int columns)
    {
        float[] reordered = new float[count * rows * columns];
        for (int i = 0; i < reordered.Length; i++)
        {
            (int image, int place) = Math.DivRem(i, rows * columns);
            (int row, int column) = Math.DivRem(place, columns);
            reordered[(image * rows * columns) + (column * rows) + row] = values[i];
        }

        return reordered;
    }
}
