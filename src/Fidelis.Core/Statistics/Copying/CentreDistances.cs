using Fidelis.Features;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics.Copying;

/// <summary>The squared distances of images to the centres of a mixture, float32: all of them held, or an image's computed whenever they are asked for.</summary>
internal sealed class CentreDistances
{
    private readonly FeatureMatrix images;
    private readonly FeatureMatrix centres;
    private readonly float[] origin;
    private float[][]? held;

    private CentreDistances(FeatureMatrix images, FeatureMatrix centres)
    {
        this.images = images;
        this.centres = centres;
        origin = new float[images.Columns];
    }

    /// <summary>Gets the number of images.</summary>
    public int ImageCount => (int)images.RowCount;

    /// <summary>Gets the number of centres.</summary>
    public int CentreCount => (int)centres.RowCount;

    /// <summary>Computes all distances and holds them, 4 n m bytes, for work that goes over them again and again.</summary>
    /// <param name="images">The images <c>[n, d]</c>.</param>
    /// <param name="centres">The centres <c>[m, d]</c>.</param>
    public static CentreDistances Of(FeatureMatrix images, FeatureMatrix centres)
    {
        CentreDistances distances = new(images, centres);
        float[][] rows = new float[images.RowCount][];
        Parallelism.For(rows.Length, image =>
        {
            rows[image] = new float[centres.RowCount];
            distances.Compute(image, rows[image]);
        });
        distances.held = rows;
        return distances;
    }

    /// <summary>Holds none of the distances, for work that looks at each image once.</summary>
    /// <inheritdoc cref="Of"/>
    public static CentreDistances Passing(FeatureMatrix images, FeatureMatrix centres) => new(images, centres);

    /// <summary>Gets the squared distances of an image to all centres.</summary>
    /// <param name="image">The image.</param>
    /// <param name="space">Room for the distances, where they are not held <c>[m]</c>.</param>
    public ReadOnlySpan<float> Row(int image, Span<float> space)
    {
        if (held is not null)
        {
            return held[image];
        }

        Compute(image, space);
        return space;
    }

    /// <summary>Gets room for the distances of one image: nothing where all are held.</summary>
    public float[] Space() => held is null ? new float[CentreCount] : [];

    /// <summary>Gets the squared distance of an image to the origin.</summary>
    public double SquaredNorm(int image) => SquaredDistance.Of(images.Row(image), origin);

    private void Compute(int image, Span<float> row)
    {
        for (int centre = 0; centre < row.Length; centre++)
        {
            row[centre] = (float)SquaredDistance.Of(images.Row(image), centres.Row(centre));
        }
    }
}
