using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>A bilobed nucleus in cytoplasm that is packed with orange-red granules.</summary>
internal sealed class Eosinophil : ICellClass
{
    private static readonly Color Ground = new(158, 84, 142);
    private static readonly Color Granule = new(194, 98, 118);
    private static readonly Color Bright = new(232, 156, 146);

    /// <inheritdoc/>
    public string Name => "eosinophil";

    /// <inheritdoc/>
    public string Summary => "a bilobed nucleus in orange-red granules";

    /// <inheritdoc/>
    public CellBody CreateBody(Xoshiro256 random) => CellBody.Create(random, 0.60f, 0.80f, 0.05f, 3);

    /// <inheritdoc/>
    public void Paint(Canvas canvas, CellBody body, Xoshiro256 random)
    {
        SmoothNoise granules = new(random);
        SmoothNoise patches = new(random);
        float fineness = random.Between(13, 17);
        float fullness = random.Between(0.45f, 0.8f);
        canvas.Paint(body.Outline, (x, y, distance, _) =>
        {
            float point = 1 - Math.Clamp(granules.DistanceToPoint(x * fineness, y * fineness) / 0.7f, 0, 1);
            float patch = patches.At(x * 3, y * 3);
            Color color = Ground.Toward(Granule, fullness + (0.3f * patch)).Toward(Bright, point * 0.75f);
            return color.Times(0.86f + (0.14f * Math.Clamp(-distance / 0.08f, 0, 1)));
        });

        // Two lobes, at times three, on one side of the cell.
        int count = random.Chance(0.15) ? 3 : 2;
        float spread = random.Between(1.6f, 2.4f) * (count == 3 ? 0.7f : 1);
        float reach = random.Between(0.42f, 0.55f);
        List<Lobe> lobes = [];
        for (int i = 0; i < count; i++)
        {
            float angle = (i - ((count - 1) / 2f)) * spread;
            float size = random.Between(0.36f, 0.45f) * (count == 3 ? 0.8f : 1);
            lobes.Add(new Lobe(
                reach * MathF.Cos(angle),
                reach * MathF.Sin(angle),
                size * random.Between(1.0f, 1.3f),
                size * random.Between(0.8f, 1.0f),
                angle + (MathF.PI / 2) + random.Between(-0.5f, 0.5f)));
        }

        DistanceField nucleus = body
            .Place(Nucleus.Segmented(lobes, random.Between(0.06f, 0.16f), 0.10f))
            .Roughen(new SmoothNoise(random), 6, 0.02f);
        Nucleus.Paint(canvas, nucleus, random.Between(0, 0.3f), random);
    }
}
