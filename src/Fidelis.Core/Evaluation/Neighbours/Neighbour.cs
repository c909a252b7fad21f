namespace Fidelis.Evaluation.Neighbours;

/// <summary>One of the nearest reference images of a generated one.</summary>
/// <param name="Index">Its place in the reference, in <c>[0, n)</c>.</param>
/// <param name="Distance">The Euclidean distance of the features.</param>
public readonly record struct Neighbour(int Index, double Distance);
