using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Onnx.Export;

/// <summary>Writes one layer as the operations of ONNX that compute it.</summary>
internal static class LayerExport
{
    /// <summary>Writes a layer. Its output is the tensor of its name.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">The tensors that it reads.</param>
    /// <param name="graph">Receives the operations.</param>
    public static void Write(Layer layer, IReadOnlyList<string> inputs, OnnxGraphWriter graph)
    {
        string name = layer.Name;
        switch (layer)
        {
            case ConvolutionLayer convolution:
                ConvolutionShape shape = convolution.Geometry;
                graph.Node(
                    "Conv",
                    name,
                    [.. inputs, .. Constants(layer, graph)],
                    ("kernel_shape", new[] { shape.KernelHeight, shape.KernelWidth }),
                    ("strides", new[] { shape.StrideY, shape.StrideX }),
                    ("pads", new[] { shape.PaddingTop, shape.PaddingLeft, shape.PaddingBottom, shape.PaddingRight }));
                break;
            case BatchNormalizationLayer:
                graph.Node("BatchNormalization", name, [.. inputs, .. Constants(layer, graph)], ("epsilon", BatchNormalizationLayer.Epsilon));
                break;
            case RectifierLayer { Slope: 0 }:
                graph.Node("Relu", name, inputs);
                break;
            case RectifierLayer rectifier:
                graph.Node("LeakyRelu", name, inputs, ("alpha", rectifier.Slope));
                break;
            case MaxPoolingLayer pooling:
                graph.Node("MaxPool", name, inputs, Window(pooling.Window));
                break;
            case AveragePoolingLayer pooling:
                graph.Node("AveragePool", name, inputs, [.. Window(pooling.Window), ("count_include_pad", 0)]);
                break;
            case GlobalAveragePoolingLayer:
                graph.Node("Flatten", name, [graph.Node("GlobalAveragePool", name + ".map", inputs)], ("axis", 1));
                break;
            case AdditionLayer:
                graph.Node("Add", name, inputs);
                break;
            case ConcatenationLayer:
                graph.Node("Concat", name, inputs, ("axis", 1));
                break;
            case ChannelsLayer:
                graph.Node(
                    "Slice",
                    name,
                    [inputs[0], graph.Constant(name + ".starts", 0L), graph.Constant(name + ".ends", (long)layer.Shape[^1]), graph.Constant(name + ".axes", 1L)]);
                break;
            case DropoutLayer:
                graph.Node("Identity", name, inputs);
                break;
            case ClassifierLayer:
                string logits = graph.Node("Gemm", name + ".logits", [.. inputs, .. Constants(layer, graph)], ("transB", 1));
                graph.Node("Softmax", name, [logits], ("axis", 1));
                break;
            case DenseLayer:
                graph.Node("Gemm", name, [.. inputs, .. Constants(layer, graph)], ("transB", 1));
                break;
            case BiasLayer:
                graph.Node("Add", name, [.. inputs, .. Constants(layer, graph)]);
                break;
            case SoftmaxLayer:
                graph.Node("Softmax", name, inputs, ("axis", 1));
                break;
            default:
                throw new NotSupportedException($"The layer '{name}' is a {layer.GetType().Name}, which no operation of ONNX was chosen for.");
        }
    }

    private static IEnumerable<string> Constants(Layer layer, OnnxGraphWriter graph) => layer.Parameters.Select(
        parameter => graph.Constant(parameter.Name, parameter.Value.Data, [.. parameter.Value.Shape.ToArray().Select(length => (long)length)]));

    private static (string Name, object Value)[] Window(PoolingWindow window) =>
    [
        ("kernel_shape", new[] { window.Size, window.Size }),
        ("strides", new[] { window.Stride, window.Stride }),
        ("pads", new[] { window.Padding, window.Padding, window.Padding, window.Padding }),
    ];
}
