using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Layers;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>Learns the shapes of all tensors of a model by running it once on black images.</summary>
internal static class LayerProbe
{
    /// <summary>Finds the tensors that hold a vector, a sequence or a map for each image.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">How it takes images.</param>
    /// <param name="uses">The tensors that depend on them.</param>
    /// <returns>The tensors that could be feature layers, at least one, in the order of computing.</returns>
    /// <exception cref="InputException">The model cannot be run, or computes nothing of the kind.</exception>
    public static IReadOnlyList<LayerTensor> Find(OnnxModel model, ImageInput input, IReadOnlyList<TensorUse> uses)
    {
        // Two images where the model takes any number: an axis of length 1 says nothing.
        int batch = input.Batch ?? 2;
        using OnnxSession session = new(model, [.. uses.Select(use => use.Name)], Parallelism.ThreadCount, isOptimized: false);
        using OnnxResults results = new ImageBatch(input).Run(session, new Tensor(batch, input.Shape.Height, input.Shape.Width, input.Shape.Channels), 0, batch);
        List<LayerTensor> layers = [];
        for (int i = 0; i < uses.Count; i++)
        {
            OnnxValue value = results.Describe(i);
            if (value.Type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.Float64
                && value.Shape is [var count, _, ..] && count == batch && value.Shape.Count <= 4 && value.Shape.All(length => length is > 0 and <= int.MaxValue))
            {
                layers.Add(new LayerTensor(uses[i], ShapeOf(value.Shape, uses[i].Layout)));
            }
        }

        return layers.Count > 0
            ? layers
            : throw new InputException($"A model must compute something for each image, but no tensor of '{model.Name}' holds floating-point numbers [n, ...].");
    }

    private static IReadOnlyList<int> ShapeOf(IReadOnlyList<long> shape, TensorLayout layout) => shape switch
    {
        [_, var channels, 1, 1] when layout == TensorLayout.ChannelsFirst => [(int)channels],
        [_, 1, 1, var channels] when layout == TensorLayout.ChannelsLast => [(int)channels],
        [_, var channels, var height, var width] when layout == TensorLayout.ChannelsFirst => [(int)height, (int)width, (int)channels],
        _ => [.. shape.Skip(1).Select(length => (int)length)],
    };
}
