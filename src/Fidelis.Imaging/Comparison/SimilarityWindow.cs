namespace Fidelis.Imaging.Comparison;

/// <summary>The window in which structural similarity looks at two pictures: its weights, its way at the border, its variance.</summary>
public sealed class SimilarityWindow
{
    private const int GaussianTaps = 11;
    private const double GaussianSigma = 1.5;
    private const int UniformTaps = 7;
    private const double UniformSamples = UniformTaps * UniformTaps;

    private SimilarityWindow(double[] taps, bool reachesOut, double varianceFactor)
    {
        Taps = taps;
        ReachesOut = reachesOut;
        VarianceFactor = varianceFactor;
    }

    /// <summary>
    /// Gets the window of Wang et al. 2004: a Gaussian of 11 x 11 with standard deviation 1.5, at every place where it lies within the
    /// picture; variances with the weights themselves (those of a population).
    /// </summary>
    public static SimilarityWindow Wang { get; } = new(Gaussian(), reachesOut: false, varianceFactor: 1);

    /// <summary>
    /// Gets the default window of scikit-image: 7 x 7 samples of equal weight, at every place where it lies within the picture; variances
    /// with denominator n - 1 = 48.
    /// </summary>
    public static SimilarityWindow ScikitImage { get; } = new([.. Enumerable.Repeat(1.0 / UniformTaps, UniformTaps)], reachesOut: false, UniformSamples / (UniformSamples - 1));

    /// <summary>
    /// Gets the default window of torchmetrics since 1.4.2: that of Wang about every sample of the picture, which is mirrored at its border
    /// without repeating the outermost samples.
    /// </summary>
    public static SimilarityWindow TorchMetrics { get; } = new(Gaussian(), reachesOut: true, varianceFactor: 1);

    /// <summary>Gets the shortest side, in samples, of a picture that the window can look at.</summary>
    public int SmallestSide => ReachesOut ? (Taps.Length / 2) + 1 : Taps.Length;

    /// <summary>Gets the weights along each axis, an odd number whose sum is 1.</summary>
    internal double[] Taps { get; }

    /// <summary>Gets whether the window stands about every sample, and so looks beyond the border.</summary>
    internal bool ReachesOut { get; }

    /// <summary>Gets the factor that makes the wanted variances of those with the weights themselves.</summary>
    internal double VarianceFactor { get; }

    private static double[] Gaussian()
    {
        double[] taps = new double[GaussianTaps];
        for (int k = 0; k < taps.Length; k++)
        {
            double distance = k - (GaussianTaps / 2);
            taps[k] = Math.Exp(-distance * distance / (2 * GaussianSigma * GaussianSigma));
        }

        double sum = taps.Sum();
        return Array.ConvertAll(taps, tap => tap / sum);
    }
}
