using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>Checks that a result does not depend on the number of threads.</summary>
internal static class ThreadCounts
{
    /// <summary>Fails unless one, two and five threads give the same bits.</summary>
    /// <remarks>Other tests that run meanwhile may see another thread count, which by the very law that is tested changes nothing.</remarks>
    public static void AssertSameBits(Func<double[]> compute)
    {
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            double[] expected = compute();
            foreach (int count in new[] { 2, 5 })
            {
                Parallelism.ThreadCount = count;
                Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), compute().Select(BitConverter.DoubleToInt64Bits));
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }
}
