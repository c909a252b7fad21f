namespace Fidelis.Onnx.Native;

/// <summary>Reports what ONNX Runtime said of a failed call. Whoever knows the model turns it into a sentence for the user.</summary>
/// <param name="message">What ONNX Runtime said.</param>
internal sealed class OnnxRuntimeException(string message) : Exception(message);
