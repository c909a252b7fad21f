namespace Fidelis.Onnx.Model;

/// <summary>The place of a constant's values in a file beside the model.</summary>
/// <param name="Location">The file, relative to the folder of the model.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes, or <see langword="null"/> for the rest of the file.</param>
public sealed record ExternalData(string Location, long Offset, long? Length);
