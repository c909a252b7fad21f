using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>The place, size and outline of a white cell.</summary>
/// <param name="CenterX">Its middle across, the picture spanning [-1, 1].</param>
/// <param name="CenterY">Its middle down.</param>
/// <param name="Radius">Its mean radius, in halves of the picture's width.</param>
/// <param name="Angle">How far it is turned, in radians.</param>
/// <param name="Outline">Its outline.</param>
internal sealed record CellBody(float CenterX, float CenterY, float Radius, float Angle, DistanceField Outline)
{
    /// <summary>Draws a nearly round cell near the middle of the picture.</summary>
    /// <param name="random">Where variation comes from.</param>
    /// <param name="smallest">The smallest radius.</param>
    /// <param name="largest">The largest radius.</param>
    /// <param name="roughness">The height of the bumps of its outline, as a share of its radius.</param>
    /// <param name="bumps">Bumps per radius.</param>
    /// <returns>The cell.</returns>
    public static CellBody Create(Xoshiro256 random, float smallest, float largest, float roughness, float bumps)
    {
        float radius = random.Between(smallest, largest);
        float stretch = random.Between(1, 1.13f);
        float room = MathF.Max(1 - radius, 0.05f) * 0.5f;
        float x = random.Between(-room, room);
        float y = random.Between(-room, room);
        float angle = random.Angle();
        DistanceField outline = Shape.Ellipse(radius * stretch, radius / stretch)
            .At(x, y, angle)
            .Roughen(new SmoothNoise(random), bumps / radius, roughness * radius);
        return new CellBody(x, y, radius, angle, outline);
    }

    /// <summary>Brings a shape that is drawn about the origin for a cell of radius 1 into this cell.</summary>
    /// <param name="shape">The shape in units of the cell's radius.</param>
    /// <returns>The shape in the picture.</returns>
    public DistanceField Place(DistanceField shape)
    {
        float radius = Radius;
        DistanceField scaled = (x, y) => shape(x / radius, y / radius) * radius;
        return scaled.At(CenterX, CenterY, Angle);
    }
}
