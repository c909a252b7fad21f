namespace Fidelis.Onnx.Model;

/// <summary>Declares an input or an output of a graph.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="Type">The type of its values; <see cref="OnnxElementType.Undefined"/> where the file does not say, or where it is no tensor.</param>
/// <param name="Shape">The length of each axis, -1 where it is free; <see langword="null"/> where the file does not say.</param>
public sealed record OnnxValue(string Name, OnnxElementType Type, IReadOnlyList<long>? Shape)
{
    /// <summary>Describes type and shape: <c>Float32 [n, 3, 224, 224]</c>.</summary>
    /// <returns>The description.</returns>
    public string Describe() => Shape is null
        ? $"{Type} of unknown shape"
        : $"{Type} [{string.Join(", ", Shape.Select((length, axis) => length >= 0 ? $"{length}" : axis == 0 ? "n" : "?"))}]";
}
