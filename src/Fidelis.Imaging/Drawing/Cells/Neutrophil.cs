using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>A nucleus of three to five lobes joined by strands, in pale cytoplasm with fine granules.</summary>
internal sealed class Neutrophil : ICellClass
{
    private static readonly Color Pale = new(226, 190, 186);
    private static readonly Color Lilac = new(202, 156, 182);
    private static readonly Color Granule = new(140, 80, 152);

    /// <inheritdoc/>
    public string Name => "neutrophil";

    /// <inheritdoc/>
    public string Summary => "a nucleus of 3 to 5 lobes in pale cytoplasm";

    /// <inheritdoc/>
    public CellBody CreateBody(Xoshiro256 random) => CellBody.Create(random, 0.58f, 0.80f, 0.05f, 3);

    /// <inheritdoc/>
    public void Paint(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        SmoothNoise granules = new(random);
        SmoothNoise patches = new(random);
        float tint = random.Between(0.1f, 0.8f);
        float density = random.Between(0.3f, 0.75f);
        canvas.Paint(body.Outline, (x, y, distance, _) =>
        {
            float point = 1 - Math.Clamp(granules.DistanceToPoint(x * 11, y * 11) / 0.33f, 0, 1);
            Color color = Pale.Toward(Lilac, tint + (0.25f * patches.At(x * 4, y * 4))).Toward(Granule, point * density);
            return color.Times(0.93f + (0.07f * Math.Clamp(-distance / 0.07f, 0, 1)));
        });

        // The lobes follow an arc about the middle; its ends may turn in.
        int count = 3 + random.NextInt32(3);
        float span = random.Between(2.8f, 4.7f);
        float reach = random.Between(0.45f, 0.57f);
        float shift = random.Between(-0.12f, 0.12f);
        List<Lobe> lobes = [];
        for (int i = 0; i < count; i++)
        {
            float angle = (i - ((count - 1) / 2f)) * span / (count - 1);
            float distance = reach * random.Between(0.8f, 1.15f);
            float size = random.Between(0.25f, 0.33f) * (count == 5 ? 0.85f : count == 4 ? 0.93f : 1);
            lobes.Add(new Lobe(
                (distance * MathF.Cos(angle)) + shift,
                distance * MathF.Sin(angle),
                size * random.Between(1.0f, 1.35f),
                size * random.Between(0.8f, 1.0f),
                angle + (MathF.PI / 2) + random.Between(-0.6f, 0.6f)));
        }

        DistanceField nucleus = body
            .Place(Nucleus.Segmented(lobes, random.Between(0.05f, 0.13f), random.Between(0.05f, 0.11f)))
            .Roughen(new SmoothNoise(random), 7, 0.025f);
        Nucleus.Paint(canvas, nucleus, random.Between(0, 0.3f), random);
    }
}
