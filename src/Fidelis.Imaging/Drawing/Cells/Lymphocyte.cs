using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>A small cell whose round, dense nucleus leaves only a rim of blue cytoplasm.</summary>
internal sealed class Lymphocyte : ICellClass
{
    private static readonly Color Blue = new(134, 116, 176);
    private static readonly Color Dark = new(98, 74, 154);

    /// <inheritdoc/>
    public string Name => "lymphocyte";

    /// <inheritdoc/>
    public string Summary => "a round, dense nucleus that fills a small cell";

    /// <inheritdoc/>
    public CellBody CreateBody(Xoshiro256 random) => CellBody.Create(random, 0.46f, 0.66f, random.Between(0.04f, 0.13f), 3.5f);

    /// <inheritdoc/>
    public void Paint(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        SmoothNoise patches = new(random);
        float darkness = random.Between(0, 0.7f);
        canvas.Paint(
            body.Outline,
            (x, y, _, _) => Blue.Toward(Dark, darkness + (0.5f * patches.At(x * 13, y * 13))),
            softness: 0.02f);

        float size = random.Between(0.82f, 0.95f);
        float stretch = random.Between(1, 1.12f);
        float room = MathF.Max(1 - size, 0);
        DistanceField round = Shape.Ellipse(size * stretch, size / stretch).At(random.Between(-room, room), random.Between(-room, room), random.Angle());
        if (random.Chance(0.25))
        {
            // A shallow dent, as in a reactive or cleaved cell.
            float dent = random.Between(0.15f, 0.3f);
            round = round.Cut(Shape.Ellipse(dent, dent).At(size + (dent * 0.55f), 0, 0), 0.15f);
        }

        DistanceField nucleus = body.Place(round).Roughen(new SmoothNoise(random), 5, 0.025f);
        Nucleus.Paint(canvas, nucleus, random.Between(-0.05f, 0.35f), random);
    }
}
