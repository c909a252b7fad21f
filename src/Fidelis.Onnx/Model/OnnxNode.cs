namespace Fidelis.Onnx.Model;

/// <summary>One operation of a graph.</summary>
/// <param name="Name">Its own name, which may be empty.</param>
/// <param name="Operator">What it computes, such as <c>Conv</c>.</param>
/// <param name="Inputs">The tensors it reads, those that its subgraphs capture included; an empty name stands for an input that is left out.</param>
/// <param name="Outputs">The tensors it computes; an empty name stands for one that is not wanted.</param>
/// <param name="Integers">Its attributes that are whole numbers or lists of them.</param>
public sealed record OnnxNode(
    string Name,
    string Operator,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Integers)
{
    /// <summary>Gets the name by which messages speak of the node: its own, or that of its first output.</summary>
    public string Label => Name.Length > 0 ? Name : Outputs.FirstOrDefault(output => output.Length > 0) ?? Operator;
}
