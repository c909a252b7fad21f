using System.Globalization;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Layers;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>The input of a model that takes images: its layout, size, type and batch.</summary>
/// <param name="Value">The input as the file declares it.</param>
/// <param name="Layout">The order of its axes.</param>
/// <param name="Shape">One image.</param>
/// <param name="Batch">The images that it takes at once, or <see langword="null"/> where any number will do.</param>
internal sealed record ImageInput(OnnxValue Value, TensorLayout Layout, InputShape Shape, int? Batch)
{
    private const int LargestSide = 1 << 12;

    // A gigabyte of float32 values: a file that asks for more is not about images.
    private const long LargestValueCount = 1 << 28;

    /// <summary>Finds out how a model takes images.</summary>
    /// <param name="model">The model.</param>
    /// <param name="size">Height and width that the user names, or <see langword="null"/>.</param>
    /// <returns>The input.</returns>
    /// <exception cref="InputException">The model takes no images, several inputs, or images of a size that nobody says.</exception>
    public static ImageInput Of(OnnxModel model, (int Height, int Width)? size)
    {
        string source = model.Name;
        IReadOnlyList<OnnxValue> inputs = model.Graph.Inputs;
        if (inputs is not [var value])
        {
            throw new InputException(inputs.Count == 0
                ? $"A model must take images, but '{source}' has no input."
                : $"A model must take one input, the images, but '{source}' takes {inputs.Count} ({string.Join(", ", inputs.Select(input => Printable.Of(input.Name)))}): export the part of it that looks at images alone.");
        }

        if (value.Shape is not [var batch, var first, var second, var third])
        {
            throw new InputException($"A model must take images [n, channels, height, width] or [n, height, width, channels], but '{source}' takes {value.Describe()}.");
        }

        if (value.Type is not (OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.UInt8))
        {
            throw new InputException($"A model must take images of type float32, float16 or uint8, but '{source}' takes {value.Describe()}.");
        }

        TensorLayout layout = LayoutOf(model.Graph, value, first, third, source);
        (long channels, long height, long width) = layout == TensorLayout.ChannelsFirst ? (first, second, third) : (third, first, second);
        InputShape shape = new(Side(height, size?.Height, "height", model), Side(width, size?.Width, "width", model), channels < 0 ? 3 : (int)channels);
        return batch == 0 || (batch > 0 && batch > LargestValueCount / ((long)shape.Height * shape.Width * shape.Channels))
            ? throw new InputException($"A model must take one image at once, or some, but '{source}' takes {value.Describe()}.")
            : new ImageInput(value, layout, shape, batch < 0 ? null : (int)batch);
    }

    private static TensorLayout LayoutOf(OnnxGraph graph, OnnxValue input, long first, long last, string source)
    {
        bool mayBeFirst = first is 1 or 3;
        bool mayBeLast = last is 1 or 3;
        if (mayBeFirst != mayBeLast)
        {
            return mayBeFirst ? TensorLayout.ChannelsFirst : TensorLayout.ChannelsLast;
        }

        // The sizes do not tell: the first operation that reads the images does.
        OnnxNode? reader = graph.Nodes.FirstOrDefault(node => node.Inputs.Contains(input.Name));
        return reader switch
        {
            { Operator: "Conv" or "BatchNormalization" } => TensorLayout.ChannelsFirst,
            { Operator: "Transpose" } when reader.Integers.TryGetValue("perm", out IReadOnlyList<long>? order) && order is [0, 3, 1, 2] => TensorLayout.ChannelsLast,
            _ => throw new InputException(
                $"A model must take images of 3 channels, in its second or in its last axis, but '{source}' takes {input.Describe()}: export it so."),
        };
    }

    private static int Side(long declared, int? named, string side, OnnxModel model)
    {
        if (declared is 0 or > LargestSide)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The {side} of images must be in 1..{LargestSide}, but '{model.Name}' takes {declared}."));
        }

        if (declared > 0 && named is { } other && other != declared)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The model '{model.Name}' takes images of one size, {side} {declared}, but its description names {other}."));
        }

        return declared > 0
            ? (int)declared
            : named ?? throw new InputException($"The model '{model.Name}' takes images of any size, so that it must be said which: describe it in '{model.DescriptionPath}', such as {{ \"inputSize\": [224, 224] }}.");
    }
}
