namespace Fidelis.Evaluation.Neighbours;

/// <summary>The nearest reference images of one generated image.</summary>
/// <param name="Index">Its place in the generated set, in <c>[0, n)</c>.</param>
/// <param name="Nearest">The nearest reference images, the nearest first, <c>[k]</c>.</param>
/// <param name="SpacingRatio">
/// The distance to the nearest reference image, divided by the distance from that to the nearest other one; infinite where that is zero and
/// the image is no copy.
/// </param>
/// <param name="IsNearCopy">Whether the ratio is below the limit of <see cref="CopyTest"/>.</param>
/// <param name="Exact">The reference image that it equals pixel by pixel; <see langword="null"/> where there is none or pixels are not known.</param>
public sealed record ImageNeighbours(int Index, IReadOnlyList<Neighbour> Nearest, double SpacingRatio, bool IsNearCopy, ExactCopy? Exact);
