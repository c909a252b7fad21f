using System.Text.Json;
using Fidelis.Statistics.Slices;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics.Slices;

public sealed class QuantileTransportTests
{
    [Fact]
    public void Of_AnyCounts_EqualsNumPy()
    {
        foreach (JsonElement golden in Golden.Load("metrics", "curves").GetProperty("transport").EnumerateArray())
        {
            int[] counts = golden.GetProperty("counts").Integers();
            float[] left = Values(1, counts[0], 2, 0.3);
            float[] right = Values(2, counts[1], 1, 0);

            // float64 throughout, on the same float32 numbers.
            NumericAssert.Close(golden.GetProperty("value").GetDouble(), QuantileTransport.Of(left, right).Value, 0, 1e-13);
            NumericAssert.Close(golden.GetProperty("value").GetDouble(), QuantileTransport.Of(right, left).Value, 0, 1e-13);
        }
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(6, 4)]
    [InlineData(5, 9)]
    public void Of_Potentials_AreADualOptimum(int n, int m)
    {
        float[] x = Values(3, n, 2, 0.3);
        float[] y = Values(4, m, 1, 0);

        QuantileTransport transport = QuantileTransport.Of(x, y);

        // Strong duality: the means of the potentials add to the cost, and nowhere do they exceed it.
        NumericAssert.Close(transport.Value, transport.Left.Average() + transport.Right.Average(), 1e-14);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double cost = ((double)x[i] - y[j]) * ((double)x[i] - y[j]);
                Assert.True(transport.Left[i] + transport.Right[j] <= cost + 1e-12, $"{transport.Left[i] + transport.Right[j]} > {cost} at {i}, {j}.");
            }
        }
    }

    [Fact]
    public void Of_TheSameNumbers_IsZeroWithoutPotentials()
    {
        float[] x = Values(3, 11, 2, 0.3);

        QuantileTransport transport = QuantileTransport.Of(x, [.. x.Reverse()]);

        Assert.Equal(0, transport.Value);
        NumericAssert.Close(new double[11], transport.Left, 1e-15);
    }

    private static float[] Values(uint seed, int count, double scale, double shift) => [.. Lcg.Values(seed, count, scale, shift).Select(value => (float)value)];
}
