using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class PlaneRotationTests
{
    [Fact]
    public void Find_EveryMagnitude_IsARotationOntoTheFirstElement()
    {
        double[] magnitudes = [0, double.Epsilon, 1e-320, 1e-308, 1e-200, 1e-150, 1e-3, 1, 7e4, 1e150, 1e200, 8e307];
        foreach (double f in magnitudes.SelectMany(x => new[] { x, -x }))
        {
            foreach (double g in magnitudes.SelectMany(x => new[] { x, -x }))
            {
                (double c, double s, double r) = PlaneRotation.Find(f, g);
                NumericAssert.Close(1, (c * c) + (s * s), 5e-16);

                // A subnormal length is rounded to a multiple of the smallest number.
                double larger = Math.Max(Math.Abs(f), Math.Abs(g));
                Assert.True(Math.Abs(r - ((c * f) + (s * g))) <= (5e-16 * larger) + double.Epsilon);
                Assert.True(Math.Abs((c * g) - (s * f)) <= (5e-16 * larger) + double.Epsilon);
            }
        }
    }
}
