using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>What the nuclei of all kinds have in common: Romanowsky's purple, a dark rim, and lighter gaps in the chromatin.</summary>
internal static class Nucleus
{
    private static readonly Color Dense = new(72, 30, 128);
    private static readonly Color Loose = new(112, 60, 150);
    private static readonly Color Gap = new(176, 118, 178);

    /// <summary>Paints a nucleus.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="outline">Its outline in the picture.</param>
    /// <param name="looseness">0 for dense chromatin, 1 for the loose net of a monocyte.</param>
    /// <param name="random">Where variation comes from.</param>
    public static void Paint(Canvas canvas, DistanceField outline, float looseness, Xoshiro256 random)
    {
        SmoothNoise clumps = new(random);
        SmoothNoise gaps = new(random);
        Color ground = Dense.Toward(Loose, looseness);
        Color rim = Dense.Times(0.82f).Toward(ground, 0.25f);
        canvas.Paint(outline, (x, y, distance, _) =>
        {
            float depth = Math.Clamp(-distance / 0.07f, 0, 1);
            float clump = clumps.At(x * 13, y * 13);
            float point = 1 - Math.Clamp(gaps.DistanceToPoint((x * 10) + (0.4f * clump), (y * 10) + (0.4f * clump)) / 0.5f, 0, 1);
            Color inside = ground
                .Toward(Loose, 0.55f * clump)
                .Toward(Gap, point * (0.62f + (0.2f * looseness)));
            return rim.Toward(inside, depth);
        });
    }

    /// <summary>Lays lobes along an arc and joins neighbours by strands.</summary>
    /// <param name="lobes">The lobes, in units of the cell's radius.</param>
    /// <param name="strand">Half the thickness of a strand.</param>
    /// <param name="rounding">The distance within which the outlines flow together.</param>
    /// <returns>The nucleus of a cell of radius 1.</returns>
    public static DistanceField Segmented(IReadOnlyList<Lobe> lobes, float strand, float rounding)
    {
        DistanceField shape = lobes[0].Outline();
        for (int i = 1; i < lobes.Count; i++)
        {
            Lobe previous = lobes[i - 1];
            Lobe lobe = lobes[i];
            shape = shape
                .Join(Shape.Capsule(previous.X, previous.Y, lobe.X, lobe.Y, strand, strand), rounding)
                .Join(lobe.Outline(), rounding);
        }

        return shape;
    }
}
