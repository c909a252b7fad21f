using Fidelis.Features;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Copying;

namespace Fidelis.Statistics.Kernels;

/// <summary>A density estimated by a Gaussian about every image of a sample, all of one width h, in logarithms.</summary>
/// <remarks>
/// The width makes the sample itself most likely, each image by the others (R. P. W. Duin, On the Choice of Smoothing Parameters for Parzen Estimators, 1976):
/// <code>
///   L(h) = mean over j of ln( 1 / (m - 1) · sum over i of exp(-|x_i - x_j|² / 2 h²) ) - d ln h,    i other than j
/// </code>
/// Images of equal features are left out together there, as one of them would make the others likely at any width.
/// </remarks>
internal sealed class KernelDensity
{
    private const int SearchSteps = 26;
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    private readonly CentreDistances within;
    private readonly int dimension;

    private KernelDensity(CentreDistances within, int dimension, double width)
    {
        this.within = within;
        this.dimension = dimension;
        Width = width;
    }

    /// <summary>Gets the width h.</summary>
    public double Width { get; }

    /// <summary>Estimates the density of a sample.</summary>
    /// <param name="sample">The sample <c>[m, d]</c>.</param>
    /// <param name="width">The width, or <see langword="null"/> for the likeliest.</param>
    /// <returns>The density; <see langword="null"/> where all images are equal, which have no likeliest width.</returns>
    public static KernelDensity? Of(FeatureMatrix sample, double? width)
    {
        CentreDistances within = CentreDistances.Of(sample, sample);
        return (width ?? LikeliestWidth(within, sample.Columns)) is { } known ? new KernelDensity(within, sample.Columns, known) : null;
    }

    /// <summary>Sums the kernels at every image of the sample but its own, by groups of the sample.</summary>
    /// <param name="groups">The number of groups; image i is of group i modulo that.</param>
    public GroupedKernelSums OfSample(int groups) => GroupedKernelSums.Of(within, Width, dimension, groups, leaveOneOut: true);

    /// <summary>Sums the kernels at other images, by groups of the sample.</summary>
    /// <param name="distances">Their distances to the sample.</param>
    /// <param name="groups">The number of groups.</param>
    public GroupedKernelSums At(CentreDistances distances, int groups) => GroupedKernelSums.Of(distances, Width, dimension, groups, leaveOneOut: false);

    /// <summary>Looks for the largest L by golden sections of ln h, from a tenth of the least spacing per feature to the largest distance.</summary>
    private static double? LikeliestWidth(CentreDistances within, int dimension)
    {
        double[] nearest = new double[within.ImageCount];
        double farthest = 0;
        for (int image = 0; image < nearest.Length; image++)
        {
            nearest[image] = double.PositiveInfinity;
            foreach (float distance in within.Row(image, []))
            {
                nearest[image] = distance > 0 ? Math.Min(nearest[image], distance) : nearest[image];
                farthest = Math.Max(farthest, distance);
            }
        }

        if (farthest == 0)
        {
            return null;
        }

        double low = 0.5 * Math.Log(nearest.Min() / dimension / 100);
        double high = 0.5 * Math.Log(farthest);
        double left = high - (GoldenRatio * (high - low));
        double right = low + (GoldenRatio * (high - low));
        (double atLeft, double atRight) = (Likelihood(left), Likelihood(right));
        for (int step = 0; step < SearchSteps; step++)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (GoldenRatio * (high - low));
                atLeft = Likelihood(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (GoldenRatio * (high - low));
                atRight = Likelihood(right);
            }
        }

        return Math.Exp(0.5 * (low + high));

        double Likelihood(double logarithm)
        {
            double scale = 0.5 * Math.Exp(-2 * logarithm);
            double[] logarithms = new double[within.ImageCount];
            Parallelism.For(logarithms.Length, image =>
            {
                // The nearest other image is the largest term: no sum vanishes.
                double sum = 0;
                foreach (float distance in within.Row(image, []))
                {
                    sum += distance > 0 ? Math.Exp(-scale * (distance - nearest[image])) : 0;
                }

                logarithms[image] = Math.Log(sum) - (scale * nearest[image]);
            });
            return logarithms.Average() - (dimension * logarithm);
        }
    }
}
