namespace Fidelis.Registry;

/// <summary>A model that lies beside the executable.</summary>
/// <param name="Architecture">The architecture, such as <c>biocnn-1</c>.</param>
/// <param name="Weights">What its weights were trained on, such as <c>blood-cells</c>.</param>
/// <param name="Path">The file <c>ARCHITECTURE.WEIGHTS.safetensors</c>.</param>
public sealed record ShippedModel(string Architecture, string Weights, string Path)
{
    /// <summary>Gets the name on the command line: <c>ARCHITECTURE:WEIGHTS</c>.</summary>
    public string Id => $"{Architecture}:{Weights}";
}
