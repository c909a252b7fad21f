using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Layers;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>
/// Learns the shapes of all tensors of a model: from what ONNX Runtime infers, and the rest from one run on black images, which keeps no tensor
/// longer than any run does.
/// </summary>
internal static class LayerProbe
{
    // Where the model takes any number, an axis of length 1 would say nothing.
    private const int FreeBatch = 2;

    /// <summary>Finds the tensors that hold a vector, a sequence or a map for each image.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">How it takes images.</param>
    /// <param name="uses">The tensors that depend on them.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The tensors that could be feature layers, at least one, in the order of computing.</returns>
    /// <exception cref="InputException">The model cannot be run, or computes nothing of the kind.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlyList<LayerTensor> Find(OnnxModel model, ImageInput input, IReadOnlyList<TensorUse> uses, CancellationToken cancellation)
    {
        int batch = input.Batch ?? FreeBatch;
        Dictionary<string, IReadOnlyList<long>> shapes = new(StringComparer.Ordinal);
        List<string> unknown = [];
        foreach ((string name, InferredTensor tensor) in Infer(model, uses, out InferredTensor images).Where(inferred => inferred.Tensor.IsReal))
        {
            if (tensor.ShapeFor(images, batch) is { } shape)
            {
                shapes.Add(name, shape);
            }
            else
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count > 0)
        {
            Run(model, input, batch, unknown, shapes, cancellation);
        }

        LayerTensor[] layers =
        [
            .. uses.Where(use => shapes.TryGetValue(use.Name, out IReadOnlyList<long>? shape) && IsLayer(shape, batch))
                .Select(use => new LayerTensor(use, ShapeOf(shapes[use.Name], use.Layout))),
        ];
        return layers.Length > 0
            ? layers
            : throw new InputException($"A model must compute something for each image, but no tensor of '{model.Name}' holds floating-point numbers [n, ...].");
    }

    private static List<(string Name, InferredTensor Tensor)> Infer(OnnxModel model, IReadOnlyList<TensorUse> uses, out InferredTensor images)
    {
        // A file may name an output twice: then it has two places.
        List<string> outputs = [.. model.Graph.Outputs.Select(output => output.Name)];
        outputs.AddRange(uses.Select(use => use.Name).Except(outputs).ToArray());
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < outputs.Count; i++)
        {
            places.TryAdd(outputs[i], i);
        }

        using OnnxSession session = new(model, outputs, Parallelism.ThreadCount, isOptimized: false);
        images = session.InferInput();
        return [.. uses.Select(use => (use.Name, session.InferOutput(places[use.Name])))];
    }

    private static void Run(
        OnnxModel model, ImageInput input, int batch, List<string> tensors, Dictionary<string, IReadOnlyList<long>> shapes, CancellationToken cancellation)
    {
        (ReadOnlyMemory<byte> content, IReadOnlyList<string> outputs) = OnnxModelPatch.AddShapes(model, tensors);
        using OnnxSession session = new(model, content, outputs, Parallelism.ThreadCount, isOptimized: false);
        Tensor black = new(batch, input.Shape.Height, input.Shape.Width, input.Shape.Channels);
        using OnnxResults results = new ImageBatch(input).Run(session, black, 0, batch, cancellation);
        for (int i = 0; i < tensors.Count; i++)
        {
            shapes.Add(tensors[i], results.IntegersOf(i));
        }
    }

    private static bool IsLayer(IReadOnlyList<long> shape, int batch) =>
        shape is [var count, _, ..] && count == batch && shape.Count <= 4 && shape.All(length => length is > 0 and <= int.MaxValue);

    private static IReadOnlyList<int> ShapeOf(IReadOnlyList<long> shape, TensorLayout layout) => shape switch
    {
        [_, var channels, 1, 1] when layout == TensorLayout.ChannelsFirst => [(int)channels],
        [_, 1, 1, var channels] when layout == TensorLayout.ChannelsLast => [(int)channels],
        [_, var channels, var height, var width] when layout == TensorLayout.ChannelsFirst => [(int)height, (int)width, (int)channels],
        _ => [.. shape.Skip(1).Select(length => (int)length)],
    };
}
