using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Tests.Statistics;

/// <summary>Draws of normal laws with uncorrelated features.</summary>
internal static class GaussianSamples
{
    /// <summary>Draws rows whose feature i has the variance <c>spectrum[i] scale²</c> and the mean <c>shift √spectrum[i]</c>.</summary>
    public static Matrix Draw(int seed, int count, double[] spectrum, double shift, double scale)
    {
        Random random = new(seed);
        double[] deviations = [.. spectrum.Select(Math.Sqrt)];
        Matrix sample = new(count, spectrum.Length);
        for (int i = 0; i < sample.Data.Length; i++)
        {
            // Box and Muller, 1958.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            sample.Data[i] = deviations[i % deviations.Length] * (shift + (scale * radius * Math.Cos(2 * Math.PI * random.NextDouble())));
        }

        return sample;
    }
}
