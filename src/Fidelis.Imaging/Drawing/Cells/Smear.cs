using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>What surrounds a white cell in a blood smear: the bright ground, red cells and, rarely, a platelet.</summary>
internal static class Smear
{
    /// <summary>The colour of what nothing has stained.</summary>
    public static readonly Color Ground = new(252, 227, 202);

    private static readonly Color RedCell = new(211, 174, 173);
    private static readonly Color Pallor = new(246, 221, 201);
    private static readonly Color Platelet = new(128, 62, 146);

    /// <summary>Paints the surroundings of a cell.</summary>
    /// <param name="canvas">An empty picture.</param>
    /// <param name="body">The cell, which is painted later; red cells keep away from it.</param>
    /// <param name="random">Where variation comes from.</param>
    public static void Paint(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        float slopeX = random.Between(-3, 3);
        float slopeY = random.Between(-3, 3);
        canvas.Paint(
            (_, _) => float.NegativeInfinity,
            (x, y, _, _) => new Color(Ground.Red + (slopeX * x) + (slopeY * y), Ground.Green + (slopeX * x) + (slopeY * y), Ground.Blue + (slopeX * x)));

        int count = 2 + random.NextInt32(7);
        for (int i = 0; i < count; i++)
        {
            PaintRedCell(canvas, body, random);
        }

        if (random.Chance(0.12))
        {
            (float x, float y) = Outside(body, 0.07f, random);
            float size = random.Between(0.05f, 0.09f);
            DistanceField outline = Shape.Ellipse(size * 1.2f, size).At(x, y, random.Angle()).Roughen(new SmoothNoise(random), 12, 0.03f);
            canvas.Paint(outline, (_, _, distance, beneath) => beneath.Toward(Platelet, 0.5f + Math.Clamp(-distance / 0.08f, 0, 0.5f)));
        }
    }

    // A disc that is thinner, and so paler, in the middle.
    private static void PaintRedCell(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        float size = random.Between(0.31f, 0.42f);
        float stretch = random.Between(1, 1.2f);
        float pallor = random.Between(0.1f, 0.95f);
        float darkness = random.Between(0.92f, 1.04f);
        (float centerX, float centerY) = Outside(body, size * random.Between(0.75f, 1), random);
        DistanceField outline = Shape.Ellipse(size * stretch, size / stretch)
            .At(centerX, centerY, random.Angle())
            .Roughen(new SmoothNoise(random), 2.5f, 0.05f);
        canvas.Paint(outline, (_, _, distance, beneath) =>
        {
            float thinness = Math.Clamp(((-distance / size) - 0.3f) / 0.45f, 0, 1);
            float edge = Math.Clamp(-distance / 0.08f, 0, 1);
            Color color = RedCell.Times(darkness * (0.97f + (0.03f * edge))).Toward(Pallor, pallor * thinness * thinness);

            // Where two red cells overlap, their colours add up.
            return color.Toward(new Color(color.Red * beneath.Red / Ground.Red, color.Green * beneath.Green / Ground.Green, color.Blue * beneath.Blue / Ground.Blue), 0.6f);
        });
    }

    // A place whose distance from the cell's outline is at least the radius, at the picture's border or a little beyond.
    private static (float X, float Y) Outside(CellBody body, float radius, Xoshiro256 random)
    {
        float angle = random.Angle();
        float reach = body.Radius + radius + random.Between(0.02f, 0.35f);
        reach = MathF.Max(reach, random.Between(0.8f, 1.2f));
        return (body.CenterX + (reach * MathF.Cos(angle)), body.CenterY + (reach * MathF.Sin(angle)));
    }
}
