using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Copying;

/// <summary>
/// A mixture of equally likely isotropic Gaussians: one about every image of a sample, each of a variance of its own, and one about the
/// origin. The variances are those by which other images are most likely.
/// </summary>
/// <remarks>
/// With s_j = exp(l_j) and r_ij the probability that image x_i is of component j,
/// <code>
///   ln p(x_i) = ln sum_j exp(-d/2 (ln 2π + l_j) - |x_i - g_j|² / 2 s_j) - ln J       d ln p(x_i) / d l_j = r_ij (|x_i - g_j|² / s_j - d) / 2
/// </code>
/// and the mean over the images is climbed by Adam (D. P. Kingma, J. Ba, 2015). The component about the origin keeps variance 1.
/// </remarks>
internal sealed class SampleMixture
{
    private const double LearningRate = 0.5;
    private const int MostSteps = 50;
    private const int Patience = 5;
    private const double LeastGain = 5e-4;
    private const int Piece = 16;

    private readonly double[] logVariances;
    private readonly double[] precisions;
    private readonly int dimension;

    private delegate void PerImage(int image, ReadOnlySpan<float> row, double[] responsibilities, double[] sums);

    private SampleMixture(double[] logVariances, int dimension)
    {
        this.logVariances = logVariances;
        this.dimension = dimension;
        precisions = [.. logVariances.Select(logarithm => Math.Exp(-logarithm))];
    }

    /// <summary>Fits the variances.</summary>
    /// <param name="distances">The images by which they are fitted, with their squared distances to the centres.</param>
    /// <param name="dimension">The number of features d.</param>
    public static SampleMixture Fit(CentreDistances distances, int dimension)
    {
        double[] nearest = new double[distances.CentreCount];
        Array.Fill(nearest, double.PositiveInfinity);
        float[] space = distances.Space();
        for (int image = 0; image < distances.ImageCount; image++)
        {
            ReadOnlySpan<float> row = distances.Row(image, space);
            for (int centre = 0; centre < nearest.Length; centre++)
            {
                nearest[centre] = Math.Min(nearest[centre], row[centre]);
            }
        }

        SampleMixture mixture = new([.. nearest.Select(distance => Math.Log((distance + 1e-3) / dimension))], dimension);
        mixture.Climb(distances);
        return mixture;
    }

    /// <summary>Computes ln p of every image, what the mean over them loses with each centre, and how many of them the centres explain.</summary>
    /// <param name="distances">The images, with their squared distances to the centres.</param>
    /// <returns>
    /// ln p <c>[images]</c>, the mean of ln p without each centre <c>[centres]</c>, the variances of the others as they are, and the sum over images of
    /// the probability to be of a centre, not of the component about the origin.
    /// </returns>
    public (double[] LogLikelihoods, double[] WithoutCentre, double Explained) Evaluate(CentreDistances distances)
    {
        int centres = logVariances.Length;
        double[] logLikelihoods = new double[distances.ImageCount];
        double[][] losses = PerPiece(distances, (image, row, responsibilities, loss) =>
        {
            double squaredNorm = distances.SquaredNorm(image);
            logLikelihoods[image] = Responsibilities(row, squaredNorm, responsibilities);
            for (int centre = 0; centre < centres; centre++)
            {
                // Of a centre that explains an image nearly alone, 1 - r keeps nothing of the others.
                loss[centre] += responsibilities[centre] < 0.9
                    ? Math.Log(1 - responsibilities[centre])
                    : LogSumWithout(row, squaredNorm, centre) + LogShare - logLikelihoods[image];
            }
        });
        double mean = logLikelihoods.Average();

        // Of J + 1 components J are left, each a little likelier.
        double likelier = Math.Log((centres + 1.0) / centres);
        double[] without = new double[centres];
        for (int centre = 0; centre < centres; centre++)
        {
            without[centre] = mean + likelier + (losses.Sum(loss => loss[centre]) / distances.ImageCount);
        }

        double explained = logLikelihoods.Select((value, image) => 1 - Math.Exp((-0.5 * distances.SquaredNorm(image)) + LogShare - value)).Sum();
        return (logLikelihoods, without, explained);
    }

    /// <summary>Gets what ln p has beside the logarithm of the sum over components: - d/2 ln 2π - ln of their number.</summary>
    private double LogShare => (-0.5 * dimension * Math.Log(2 * Math.PI)) - Math.Log(logVariances.Length + 1.0);

    private double LogSumWithout(ReadOnlySpan<float> row, double squaredNorm, int left)
    {
        double largest = -0.5 * squaredNorm;
        double sum = 1;
        for (int centre = 0; centre < row.Length; centre++)
        {
            if (centre == left)
            {
                continue;
            }

            double exponent = Exponent(row, centre);
            if (exponent > largest)
            {
                (sum, largest) = ((sum * Math.Exp(largest - exponent)) + 1, exponent);
            }
            else
            {
                sum += Math.Exp(exponent - largest);
            }
        }

        return largest + Math.Log(sum);
    }

    private double Exponent(ReadOnlySpan<float> row, int centre) => -0.5 * ((dimension * logVariances[centre]) + (row[centre] * precisions[centre]));

    private void Climb(CentreDistances distances)
    {
        int centres = logVariances.Length;
        double[] first = new double[centres];
        double[] second = new double[centres];
        List<double> likelihoods = [];
        for (int step = 1; step <= MostSteps; step++)
        {
            double[] logLikelihoods = new double[distances.ImageCount];
            double[][] gradients = PerPiece(distances, (image, row, responsibilities, gradient) =>
            {
                logLikelihoods[image] = Responsibilities(row, distances.SquaredNorm(image), responsibilities);
                for (int centre = 0; centre < centres; centre++)
                {
                    if (responsibilities[centre] > 0)
                    {
                        gradient[centre] += 0.5 * responsibilities[centre] * ((row[centre] * precisions[centre]) - dimension);
                    }
                }
            });

            // The likelihood of all images, per feature: a stop where the last steps brought next to nothing.
            likelihoods.Add(logLikelihoods.Average() / dimension);
            if (likelihoods.Count > Patience && likelihoods[^1] - likelihoods[^(Patience + 1)] < LeastGain)
            {
                return;
            }

            for (int centre = 0; centre < centres; centre++)
            {
                double slope = gradients.Sum(gradient => gradient[centre]) / distances.ImageCount;
                first[centre] = (0.9 * first[centre]) + (0.1 * slope);
                second[centre] = (0.999 * second[centre]) + (0.001 * slope * slope);
                double mean = first[centre] / (1 - Math.Pow(0.9, step));
                double square = second[centre] / (1 - Math.Pow(0.999, step));
                logVariances[centre] += LearningRate * mean / (Math.Sqrt(square) + 1e-8);
                precisions[centre] = Math.Exp(-logVariances[centre]);
            }
        }
    }

    /// <summary>Runs over the images in pieces whose borders depend on their number alone, each with sums of its own.</summary>
    private double[][] PerPiece(CentreDistances distances, PerImage work)
    {
        int pieces = Math.Min(Piece, distances.ImageCount);
        double[][] sums = new double[pieces][];
        Parallelism.For(pieces, piece =>
        {
            sums[piece] = new double[logVariances.Length];
            double[] responsibilities = new double[logVariances.Length];
            float[] space = distances.Space();
            int end = (int)((long)distances.ImageCount * (piece + 1) / pieces);
            for (int image = (int)((long)distances.ImageCount * piece / pieces); image < end; image++)
            {
                work(image, distances.Row(image, space), responsibilities, sums[piece]);
            }
        });
        return sums;
    }

    /// <summary>Computes the probabilities that an image is of each component, and ln p.</summary>
    private double Responsibilities(ReadOnlySpan<float> row, double squaredNorm, double[] responsibilities)
    {
        double origin = -0.5 * squaredNorm;
        double largest = origin;
        for (int centre = 0; centre < responsibilities.Length; centre++)
        {
            responsibilities[centre] = Exponent(row, centre);
            largest = Math.Max(largest, responsibilities[centre]);
        }

        double sum = Math.Exp(origin - largest);
        for (int centre = 0; centre < responsibilities.Length; centre++)
        {
            double below = responsibilities[centre] - largest;

            // Less than a float64 beside the largest can hold.
            responsibilities[centre] = below < -745 ? 0 : Math.Exp(below);
            sum += responsibilities[centre];
        }

        for (int centre = 0; centre < responsibilities.Length; centre++)
        {
            responsibilities[centre] /= sum;
        }

        return largest + Math.Log(sum) + LogShare;
    }
}
