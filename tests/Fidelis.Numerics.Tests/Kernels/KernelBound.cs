using System.Globalization;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels;

/// <summary>
/// Compares float32 sums of products with the plain path, which sums in float64.
/// </summary>
/// <remarks>
/// A chain of K fused products in float32 is off by at most <c>K u / (1 - K u) * sum |a b|</c> with <c>u = 2^-24</c> (Higham,
/// Accuracy and Stability, section 3.1), in whatever order it is taken; an unfused product and the bias add one rounding each, and
/// the plain path one by rounding to float32 at the end. <c>(K + 3) * 2^-23</c> covers all of that twice over.
/// </remarks>
internal static class KernelBound
{
    public static void Holds(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, ReadOnlySpan<float> sumOfMagnitudes, int termCount, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double epsilon = (termCount + 3) * Math.Pow(2, -23);
        for (int i = 0; i < expected.Length; i++)
        {
            double tolerance = epsilon * sumOfMagnitudes[i];
            if (!(Math.Abs((double)expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: element {i} of {expected.Length}: expected {expected[i]:R}, actual {actual[i]:R}, allowed {tolerance:G3}."));
            }
        }
    }

    /// <summary>Makes values in [-1, 1).</summary>
    public static float[] Values(uint seed, int count) => Array.ConvertAll(Lcg.Values(seed, count, 2, -1), value => (float)value);

    public static float[] Magnitudes(float[] values) => Array.ConvertAll(values, Math.Abs);
}
