using System.Globalization;

namespace Fidelis.Testing;

/// <summary>Asserts about numbers whose failure names the worst element, its index, both values and the tolerance.</summary>
public static class NumericAssert
{
    /// <summary>Fails unless <c>|actual - expected| &lt;= absolute + relative * |expected|</c> for every element.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double absolute, double relative = 0)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        int worst = -1;
        double worstRatio = 1;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            double tolerance = absolute + (relative * Math.Abs(expected[i]));
            double ratio = expected[i].Equals(actual[i]) ? 0 : difference / tolerance;
            if (!(ratio <= worstRatio))
            {
                worst = i;
                worstRatio = double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
            }
        }

        if (worst >= 0)
        {
            Xunit.Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"Element {worst} of {expected.Length}: expected {expected[worst]:R}, actual {actual[worst]:R}, difference {actual[worst] - expected[worst]:G3}, tolerance {absolute:G3} + {relative:G3} * |expected|."));
        }
    }

    /// <summary>Fails unless <c>|actual - expected| &lt;= absolute + relative * |expected|</c> for every element.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double absolute, double relative = 0)
    {
        double[] e = new double[expected.Length];
        double[] a = new double[actual.Length];
        for (int i = 0; i < e.Length; i++)
        {
            e[i] = expected[i];
        }

        for (int i = 0; i < a.Length; i++)
        {
            a[i] = actual[i];
        }

        Close(e, a, absolute, relative);
    }

    /// <summary>Fails unless <c>|actual - expected| &lt;= absolute + relative * |expected|</c>.</summary>
    public static void Close(double expected, double actual, double absolute, double relative = 0) =>
        Close([expected], [actual], absolute, relative);
}
