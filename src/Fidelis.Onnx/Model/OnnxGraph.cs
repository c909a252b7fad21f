namespace Fidelis.Onnx.Model;

/// <summary>The graph of a model, as its file declares it.</summary>
/// <param name="Inputs">The inputs that a caller must give: those that are no constants.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Nodes">The operations, each after those whose outputs it reads.</param>
/// <param name="Constants">The constants by name.</param>
public sealed record OnnxGraph(
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, OnnxConstant> Constants);
