using Fidelis.Features;
using Fidelis.Numerics.Randomness;
using Fidelis.Tests.Statistics;

namespace Fidelis.Tests.Metrics;

/// <summary>Laws that are written down: normal ones of several spectra, and rectified features of four classes as a classifier makes them.</summary>
internal static class SimulatedLaws
{
    private const int Classes = 4;

    /// <summary>Normal laws in 64 dimensions; the generated one is shifted by a share of each deviation, and wider or narrower.</summary>
    public static CalibrationLaw Normal(string spectrum, double shift, double scale)
    {
        double[] deviations = [.. FrechetCalibration.Spectrum(spectrum, 64).Select(Math.Sqrt)];
        return new CalibrationLaw((random, count) => Draw(random, count, 0, 1), (random, count) => Draw(random, count, shift, scale));

        FeatureSet Draw(Xoshiro256 random, int count, double shift, double scale) => Set(
            new FeatureMatrix(deviations.Length, [.. Enumerable.Range(0, count * deviations.Length).Select(i => (float)(deviations[i % deviations.Length] * (shift + (scale * random.NextGaussian()))))]),
            null);
    }

    /// <summary>
    /// Four classes in 32 dimensions, rectified. In the generated law features are shifted and scattered more, and the first class has another
    /// share. Probabilities are the softmax of the mean feature that speaks for each class.
    /// </summary>
    public static CalibrationLaw FourClasses(double shift, double scale, double share) =>
        new((random, count) => Draw(random, count, 0, 1, 1.0 / Classes), (random, count) => Draw(random, count, shift, scale, share));

    private static FeatureSet Draw(Xoshiro256 random, int count, double shift, double scale, double share)
    {
        const int Dimension = 32;
        float[] features = new float[count * Dimension];
        float[] probabilities = new float[count * Classes];
        for (int i = 0; i < count; i++)
        {
            int label = random.NextDouble() < share ? 0 : 1 + random.NextInt32(Classes - 1);
            double[] evidence = new double[Classes];
            for (int j = 0; j < Dimension; j++)
            {
                double centre = j % Classes == label ? 2 : 0.2;
                double value = Math.Max(0, centre + shift + (scale * random.NextGaussian() / Math.Sqrt(1 + (j / Classes))));
                features[(i * Dimension) + j] = (float)value;
                evidence[j % Classes] += 3 * value / (Dimension / Classes);
            }

            double sum = evidence.Sum(Math.Exp);
            for (int k = 0; k < Classes; k++)
            {
                probabilities[(i * Classes) + k] = (float)(Math.Exp(evidence[k]) / sum);
            }
        }

        return Set(new FeatureMatrix(Dimension, features), new FeatureMatrix(Classes, probabilities));
    }

    private static FeatureSet Set(FeatureMatrix features, FeatureMatrix? probabilities) => new(features, probabilities, [], [], "a protocol", "hash", []);
}
