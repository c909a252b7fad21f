using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>A large cell with a kidney-shaped nucleus of loose chromatin, in grey-blue cytoplasm, often with vacuoles.</summary>
internal sealed class Monocyte : ICellClass
{
    private static readonly Color GreyBlue = new(160, 144, 190);
    private static readonly Color Lilac = new(178, 136, 180);
    private static readonly Color Dust = new(120, 92, 170);
    private static readonly Color Vacuole = new(250, 236, 226);

    /// <inheritdoc/>
    public string Name => "monocyte";

    /// <inheritdoc/>
    public string Summary => "a kidney-shaped nucleus in a large grey-blue cell";

    /// <inheritdoc/>
    public CellBody CreateBody(Xoshiro256 random) => CellBody.Create(random, 0.70f, 0.93f, 0.10f, 1.8f);

    /// <inheritdoc/>
    public void Paint(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        SmoothNoise patches = new(random);
        SmoothNoise dust = new(random);
        float tint = random.Between(0, 0.7f);
        canvas.Paint(
            body.Outline,
            (x, y, distance, _) =>
            {
                float fine = dust.At(x * 14, y * 14);
                Color color = GreyBlue.Toward(Lilac, tint + (0.3f * patches.At(x * 3, y * 3))).Toward(Dust, 0.12f + (0.3f * fine));
                return color.Times(0.93f + (0.07f * Math.Clamp(-distance / 0.07f, 0, 1)));
            },
            softness: 0.02f);

        int vacuoles = random.Chance(0.6) ? 1 + random.NextInt32(7) : 0;
        for (int i = 0; i < vacuoles; i++)
        {
            // On the side of the notch, where the nucleus leaves room.
            float angle = random.Between(-1.4f, 1.4f);
            float reach = random.Between(0.15f, 0.88f);
            float size = random.Between(0.03f, 0.085f);
            DistanceField vacuole = body.Place(Shape.Ellipse(size, size).At(reach * MathF.Cos(angle), reach * MathF.Sin(angle)));
            canvas.Paint(vacuole, (_, _, _, beneath) => beneath.Toward(Vacuole, 0.9f));
        }

        // A kidney: an oval with a notch, and now and then a shallow second fold.
        float length = random.Between(0.68f, 0.86f);
        float breadth = random.Between(0.54f, 0.68f);
        float shift = random.Between(-0.26f, -0.12f);
        float notch = random.Between(0.2f, 0.34f);
        float depth = random.Between(0.12f, 0.42f);
        DistanceField kidney = Shape.Ellipse(breadth, length)
            .At(shift, 0, random.Between(-0.3f, 0.3f))
            .Cut(Shape.Ellipse(notch * 1.5f, notch).At(shift + breadth - depth + (notch * 1.5f), random.Between(-0.15f, 0.15f)), 0.12f);
        if (random.Chance(0.4))
        {
            float fold = random.Between(0.12f, 0.2f);
            kidney = kidney.Cut(Shape.Ellipse(fold, fold).At(shift - breadth + random.Between(-0.1f, 0), random.Between(-0.3f, 0.3f)), 0.12f);
        }

        DistanceField nucleus = body.Place(kidney).Roughen(new SmoothNoise(random), 4.5f, 0.06f);
        Nucleus.Paint(canvas, nucleus, random.Between(0.3f, 1), random);
    }
}
