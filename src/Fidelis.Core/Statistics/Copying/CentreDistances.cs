using Fidelis.Features;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Statistics.Copying;

/// <summary>The squared distances of images to the centres of a mixture, float32.</summary>
internal sealed class CentreDistances
{
    private readonly float[][] rows;
    private readonly double[] squaredNorms;

    private CentreDistances(float[][] rows, double[] squaredNorms, int centreCount)
    {
        this.rows = rows;
        this.squaredNorms = squaredNorms;
        CentreCount = centreCount;
    }

    /// <summary>Gets the number of images.</summary>
    public int ImageCount => rows.Length;

    /// <summary>Gets the number of centres.</summary>
    public int CentreCount { get; }

    /// <summary>Computes all distances.</summary>
    /// <param name="images">The images <c>[n, d]</c>.</param>
    /// <param name="centres">The centres <c>[m, d]</c>.</param>
    public static CentreDistances Of(FeatureMatrix images, FeatureMatrix centres)
    {
        float[][] rows = new float[images.RowCount][];
        double[] squaredNorms = new double[rows.Length];
        float[] origin = new float[images.Columns];
        Parallelism.For(rows.Length, image =>
        {
            float[] row = new float[centres.RowCount];
            for (int centre = 0; centre < row.Length; centre++)
            {
                row[centre] = (float)SquaredDistance.Of(images.Row(image), centres.Row(centre));
            }

            rows[image] = row;
            squaredNorms[image] = SquaredDistance.Of(images.Row(image), origin);
        });
        return new CentreDistances(rows, squaredNorms, (int)centres.RowCount);
    }

    /// <summary>Gets the squared distances of an image to all centres.</summary>
    public ReadOnlySpan<float> Row(int image) => rows[image];

    /// <summary>Gets the squared distance of an image to the origin.</summary>
    public double SquaredNorm(int image) => squaredNorms[image];
}
