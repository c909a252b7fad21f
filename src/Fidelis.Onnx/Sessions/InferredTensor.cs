using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>What ONNX Runtime knows of a tensor before a model is run.</summary>
/// <param name="Type">The type of its values; <see cref="OnnxElementType.Undefined"/> where it is no tensor.</param>
/// <param name="Shape">The length of each axis, -1 where it is not known; no axis for a scalar, and where none is known.</param>
/// <param name="FirstLength">The name that the length of the first axis has in the model; empty where it has none.</param>
internal sealed record InferredTensor(OnnxElementType Type, IReadOnlyList<long> Shape, string FirstLength)
{
    /// <summary>Gets whether the values are floating-point numbers.</summary>
    public bool IsReal => Type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.Float64;

    /// <summary>Finds the shape for some number of images.</summary>
    /// <param name="images">The images that the model takes.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>The length of each axis; <see langword="null"/> where a run must tell.</returns>
    public IReadOnlyList<long>? ShapeFor(InferredTensor images, int count)
    {
        if (Shape.Count == 0 || Shape.Skip(1).Any(length => length < 0))
        {
            return null;
        }

        // Files that take any number of images and declare outputs for one are not rare: there, a run must tell.
        return images.Shape[0] >= 0
            ? Shape[0] >= 0 ? Shape : null
            : FirstLength.Length > 0 && FirstLength == images.FirstLength ? [count, .. Shape.Skip(1)] : null;
    }
}
