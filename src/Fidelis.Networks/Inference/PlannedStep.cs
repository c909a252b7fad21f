namespace Fidelis.Networks.Inference;

/// <summary>One step of a plan.</summary>
/// <param name="Layer">What it computes.</param>
/// <param name="Inputs">Where it reads.</param>
/// <param name="Output">Where it writes.</param>
/// <param name="Results">The results that are read off its output.</param>
internal sealed record PlannedStep(FrozenLayer Layer, Place[] Inputs, Place Output, PlannedResult[] Results);

/// <summary>A layer that the caller wants.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="Shape">Its shape for one image.</param>
/// <param name="Place">Where its values lie after the step that computes them.</param>
internal sealed record PlannedResult(string Name, IReadOnlyList<int> Shape, Place Place);
