using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Onnx.Tests.Backend;

/// <summary>Builds the operation of a backend test of our own layers.</summary>
/// <remarks>
/// Rectifiers and batch normalisations are fused into what stands before them, and additions and concatenations read two layers. Convolutions by one
/// pixel that pick channels stand before these: each value is the sum of a value times one and of zeros, which is exact.
/// </remarks>
internal sealed class BackendLayers
{
    private readonly BackendCase test;
    private readonly List<LayerNode> nodes = [];
    private int[] shape;
    private float[] images;

    private BackendLayers(BackendCase test)
    {
        this.test = test;
        images = test.Inputs[0].Values;
        shape = Channelled(test.Inputs[0].Shape);
    }

    /// <summary>Builds what computes a test.</summary>
    public static BackendNetwork Of(BackendCase test)
    {
        BackendLayers built = new(test);
        built.Build();
        return new BackendNetwork(built.nodes, built.shape, built.images);
    }

    /// <summary>Builds the head of a classifier, which ends in the softmax of what a test of Gemm computes.</summary>
    public static BackendNetwork ClassifierOf(BackendCase test)
    {
        BackendLayers built = new(test);
        built.shape = [test.Inputs[0].Shape[1]];
        ClassifierLayer layer = new("head", built.shape[0], test.Output.Shape[1], new Initializer(seed: 1));
        Set(layer, built.Weights(), built.Bias());
        built.Append(layer, LayerNode.Images);
        return new BackendNetwork(built.nodes, built.shape, built.images);
    }

    /// <summary>Completes the shape of one image, of which a batch of points or of rows has less.</summary>
    private static int[] Channelled(int[] shape) => shape switch
    {
        [_] => [1, 1, 1],
        [_, int channels] => [channels, 1, 1],
        [_, int channels, int width] => [channels, 1, width],
        _ => [.. shape.Skip(1)],
    };

    private static void Set(Layer layer, params float[][] values)
    {
        foreach ((Parameter parameter, float[] given) in layer.Parameters.Zip(values))
        {
            given.CopyTo(parameter.Value.Data, 0);
        }
    }

    private void Build()
    {
        switch (test.Node.Operator)
        {
            case "Conv":
                Convolve();
                break;
            case "MaxPool":
                Append(new MaxPoolingLayer("pooled", Image(), Window()), LayerNode.Images);
                break;
            case "AveragePool":
                Append(new AveragePoolingLayer("pooled", Image(), Window()), LayerNode.Images);
                break;
            case "GlobalAveragePool":
                Append(new GlobalAveragePoolingLayer("pooled", Image()), LayerNode.Images);
                break;
            case "BatchNormalization":
                Normalize();
                break;
            case "Relu":
                Append(new RectifierLayer("rectified", Image(), slope: 0), Pick(0, shape[0]));
                break;
            case "LeakyRelu":
                Append(new RectifierLayer("rectified", Image(), test.Numbers.GetValueOrDefault("alpha", 0.01f)), Pick(0, shape[0]));
                break;
            case "Identity":
                Append(new DropoutLayer("same", Image(), rate: 0.5), Pick(0, shape[0]));
                break;
            case "Slice":
                Append(new ChannelsLayer("first", Image(), Channelled(test.Output.Shape)[0]), Pick(0, shape[0]));
                break;
            case "Add" when test.Inputs[1].Shape.Length == 1:
                shape = [test.Inputs[0].Shape[^1]];
                AddBias(test.Inputs[1].Values, LayerNode.Images);
                break;
            case "Add":
                (int augend, int addend) = PickBoth();
                Append(new AdditionLayer("sum", nodes[augend].Layer.Shape), augend, addend);
                break;
            case "Concat":
                (int first, int second) = PickBoth();
                Append(new ConcatenationLayer("joined", [nodes[first].Layer.Shape, nodes[second].Layer.Shape]), first, second);
                break;
            case "Gemm":
                Multiply();
                break;
            case "Softmax":
                shape = [test.Inputs[0].Shape[^1]];
                Append(new SoftmaxLayer("probabilities", shape[0]), LayerNode.Images);
                break;
            default:
                throw new NotSupportedException($"No layer of ours was chosen for {test.Node.Operator}.");
        }
    }

    private void Convolve()
    {
        BackendTensor filters = test.Inputs[1];
        (int kernelHeight, int kernelWidth) = (filters.Shape.Length == 4 ? filters.Shape[2] : 1, filters.Shape[^1]);
        (int strideY, int strideX) = Pair("strides");
        (int top, int left, int bottom, int right) = Padding((kernelHeight, kernelWidth), (strideY, strideX));
        ConvolutionShape geometry = new(
            1, shape[1], shape[2], shape[0], filters.Shape[0], kernelHeight, kernelWidth, strideY, strideX, top, left, bottom, right);
        ConvolutionLayer layer = test.Inputs.Count > 2
            ? new ConvolutionLayer("convolved", geometry, new Initializer(seed: 1))
            : new ConvolutionLayer("convolved", geometry);
        Set(layer, [.. test.Inputs.Skip(1).Select(tensor => tensor.Values)]);
        Append(layer, LayerNode.Images);
    }

    private void Normalize()
    {
        // What is added to the variance is the same in all layers of ours: the variance itself takes up what the test adds in excess of it.
        BatchNormalizationLayer layer = new("normalized", Image(), batchShare: 0.1);
        float excess = test.Numbers.GetValueOrDefault("epsilon", 1e-5f) - BatchNormalizationLayer.Epsilon;
        Set(layer, test.Inputs[1].Values, test.Inputs[2].Values, test.Inputs[3].Values, [.. test.Inputs[4].Values.Select(variance => variance + excess)]);
        Append(layer, Pick(0, shape[0]));
    }

    private void Multiply()
    {
        shape = [test.Inputs[0].Shape[1]];
        DenseLayer layer = new("product", new Parameter("weights", new Tensor(test.Output.Shape[1], shape[0]), isTrained: true));
        Set(layer, Weights());
        int product = Append(layer, LayerNode.Images);
        if (test.Inputs.Count > 2)
        {
            AddBias(Bias(), product);
        }
    }

    private float[] Weights() => Integers("transB", 0)[0] == 1 ? test.Inputs[1].Values : test.Inputs[1].Transpose();

    private float[] Bias() => test.Inputs[2].Values is [float single] ? [.. Enumerable.Repeat(single, test.Output.Shape[1])] : test.Inputs[2].Values;

    private void AddBias(float[] bias, int x) => Append(new BiasLayer("biased", new Parameter("bias", new Tensor(bias, bias.Length), isTrained: true)), x);

    private int[] Image() => [shape[1], shape[2], shape[0]];

    private int Append(Layer layer, params int[] inputs)
    {
        nodes.Add(new LayerNode(layer, inputs));
        return nodes.Count - 1;
    }

    private int Pick(int first, int count)
    {
        ConvolutionLayer layer = new($"channels_from_{first}", new ConvolutionShape(1, shape[1], shape[2], shape[0], count, 1, 1, 1, 1, 0, 0, 0, 0));
        for (int channel = 0; channel < count; channel++)
        {
            layer.Parameters[0].Value.Data[(channel * shape[0]) + first + channel] = 1;
        }

        return Append(layer, LayerNode.Images);
    }

    /// <summary>Lays both inputs side by side as one image, and picks each from it.</summary>
    private (int First, int Second) PickBoth()
    {
        int count = test.Inputs[0].Shape[0];
        images = [.. Enumerable.Range(0, count).SelectMany(image => test.Inputs.SelectMany(input => input.Values.Chunk(input.Values.Length / count).ElementAt(image)))];
        int channels = shape[0];
        shape = [2 * channels, shape[1], shape[2]];
        return (Pick(0, channels), Pick(channels, channels));
    }

    private PoolingWindow Window()
    {
        (int height, int width) = Pair("kernel_shape");
        (int strideY, int strideX) = Pair("strides");
        (int top, int left, int bottom, int right) = Padding((height, width), (strideY, strideX));
        Assert.Equal((height, strideY, top, top, top), (width, strideX, left, bottom, right));
        return new PoolingWindow(height, strideY, top);
    }

    private (int Vertical, int Horizontal) Pair(string attribute) =>
        Integers(attribute, 1, 1) is [int vertical, int horizontal] ? (vertical, horizontal) : (1, Integers(attribute)[0]);

    private (int Top, int Left, int Bottom, int Right) Padding((int Height, int Width) kernel, (int Y, int X) stride)
    {
        int[] output = Channelled(test.Output.Shape);
        return Integers("pads") switch
        {
            [int top, int left, int bottom, int right] => (top, left, bottom, right),
            [int left, int right] => (0, left, 0, right),
            _ => (Half(output[1], stride.Y, kernel.Height, shape[1]), Half(output[2], stride.X, kernel.Width, shape[2]),
                Half(output[1], stride.Y, kernel.Height, shape[1]), Half(output[2], stride.X, kernel.Width, shape[2])),
        };

        // The attribute auto_pad says no more than how large the output is. Where the zeros are even in number, they lie evenly.
        static int Half(int output, int stride, int kernel, int input)
        {
            int zeros = Math.Max(((output - 1) * stride) + kernel - input, 0);
            Assert.Equal(0, zeros % 2);
            return zeros / 2;
        }
    }

    private int[] Integers(string attribute, params int[] absent) =>
        test.Node.Integers.TryGetValue(attribute, out IReadOnlyList<long>? values) ? [.. values.Select(value => (int)value)] : absent;
}
