namespace Fidelis.Statistics.Neighbours;

/// <summary>
/// How near an image lies to its nearest reference image t, by the distance from t to the nearest other one: ‖g - t‖ / ‖t - u‖.
/// </summary>
/// <remarks>
/// A reference image is measured as if it were new, by the reference without it. The ratios of the reference are therefore those that
/// further images of its law would have, and the share of them below a limit is how often such images fall below it.
/// </remarks>
internal static class SpacingRatio
{
    /// <summary>Computes the ratio of every reference image, each left out of the reference.</summary>
    /// <param name="within">The neighbours within the reference, two at least.</param>
    public static double[] OfReference(NeighbourTable within)
    {
        double[] ratios = new double[within.Count];
        for (int image = 0; image < ratios.Length; image++)
        {
            int nearest = within.Index(image, 1);
            int rank = within.Index(nearest, 1) == image ? 2 : 1;
            ratios[image] = Of(within.Measure(image, 1), within.Measure(nearest, rank));
        }

        return ratios;
    }

    /// <summary>Computes the ratio of every generated image.</summary>
    /// <param name="nearest">The nearest reference images of each.</param>
    /// <param name="within">The neighbours within the reference.</param>
    public static double[] OfGenerated(NeighbourTable nearest, NeighbourTable within) =>
        [.. Enumerable.Range(0, nearest.Count).Select(image => Of(nearest.Measure(image, 1), within.Measure(nearest.Index(image, 1), 1)))];

    /// <summary>Divides distances by their squares; 0 for a copy, infinite beside a reference image that stands twice.</summary>
    private static double Of(double squaredDistance, double squaredSpacing) => squaredDistance == 0 ? 0 : Math.Sqrt(squaredDistance / squaredSpacing);
}
