namespace Fidelis.Imaging.Drawing.Shapes;

/// <summary>
/// A shape as the signed distance to its outline: negative inside. The picture spans [-1, 1] in both directions, x to the right and
/// y downwards. Combined shapes give a bound of the distance, which is exact enough for soft edges and shading.
/// </summary>
/// <param name="x">The place across.</param>
/// <param name="y">The place down.</param>
/// <returns>The distance, in halves of the picture's width.</returns>
internal delegate float DistanceField(float x, float y);
