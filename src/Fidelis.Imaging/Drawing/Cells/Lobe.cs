using Fidelis.Imaging.Drawing.Shapes;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>One lobe of a nucleus, in units of the cell's radius.</summary>
/// <param name="X">Its middle across.</param>
/// <param name="Y">Its middle down.</param>
/// <param name="RadiusX">Half its length.</param>
/// <param name="RadiusY">Half its breadth.</param>
/// <param name="Angle">How far it is turned, in radians.</param>
internal sealed record Lobe(float X, float Y, float RadiusX, float RadiusY, float Angle)
{
    /// <summary>Makes its outline.</summary>
    /// <returns>The shape at its place.</returns>
    public DistanceField Outline() => Shape.Ellipse(RadiusX, RadiusY).At(X, Y, Angle);
}
