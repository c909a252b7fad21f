using Fidelis.Numerics.Threading;
using Fidelis.Statistics.Copying;

namespace Fidelis.Statistics.Kernels;

/// <summary>Sums of kernels at some images, apart for each group of the sample, so that the density of any groups together costs next to nothing more.</summary>
internal sealed class GroupedKernelSums
{
    private readonly double[][] sums;
    private readonly double[] shifts;
    private readonly int[][] counts;
    private readonly double constant;

    private GroupedKernelSums(double[][] sums, double[] shifts, int[][] counts, double constant)
    {
        this.sums = sums;
        this.shifts = shifts;
        this.counts = counts;
        this.constant = constant;
    }

    /// <summary>Gets the number of images.</summary>
    public int Count => sums.Length;

    /// <summary>Sums exp(-|x - x_i|² / 2 h²) over the images x_i of each group.</summary>
    /// <param name="distances">The squared distances of the images to the sample.</param>
    /// <param name="width">h.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <param name="groups">The number of groups, at most 64; image i of the sample is of group i modulo that.</param>
    /// <param name="leaveOneOut">Whether the images are the sample, and each is left out of its own sum.</param>
    public static GroupedKernelSums Of(CentreDistances distances, double width, int dimension, int groups, bool leaveOneOut)
    {
        double scale = 0.5 / (width * width);
        double[][] sums = new double[distances.ImageCount][];
        double[] shifts = new double[distances.ImageCount];
        int[][] counts = new int[distances.ImageCount][];
        Parallelism.For(sums.Length, image =>
        {
            ReadOnlySpan<float> row = distances.Row(image, distances.Space());
            double nearest = double.PositiveInfinity;
            for (int i = 0; i < row.Length; i++)
            {
                nearest = leaveOneOut && i == image ? nearest : Math.Min(nearest, row[i]);
            }

            sums[image] = new double[groups];
            counts[image] = new int[groups];
            shifts[image] = -scale * nearest;
            for (int i = 0; i < row.Length; i++)
            {
                if (!leaveOneOut || i != image)
                {
                    sums[image][i % groups] += Math.Exp(-scale * (row[i] - nearest));
                    counts[image][i % groups]++;
                }
            }
        });
        return new GroupedKernelSums(sums, shifts, counts, -dimension * (Math.Log(width) + (0.5 * Math.Log(2 * Math.PI))));
    }

    /// <summary>Computes ln p of every image.</summary>
    /// <param name="chosen">The groups of which the density is made, as bits.</param>
    public double[] LogDensities(ulong chosen = ulong.MaxValue)
    {
        double[] logarithms = new double[sums.Length];
        for (int image = 0; image < logarithms.Length; image++)
        {
            double sum = 0;
            int count = 0;
            for (int group = 0; group < sums[image].Length; group++)
            {
                bool isChosen = ((chosen >> group) & 1) != 0;
                sum += isChosen ? sums[image][group] : 0;
                count += isChosen ? counts[image][group] : 0;
            }

            logarithms[image] = Math.Log(sum / count) + shifts[image] + constant;
        }

        return logarithms;
    }
}
