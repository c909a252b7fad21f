using System.Text.Json;
using Fidelis.Statistics.Extrapolation;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics.Extrapolation;

public sealed class ReciprocalFitTests
{
    [Fact]
    public void Of_ScatteredScores_EqualsNumPyWithItsRobustVariance()
    {
        JsonElement golden = Golden.Load("metrics", "curves").GetProperty("line");

        ReciprocalFit fit = ReciprocalFit.Of(golden.GetProperty("x").Doubles(), golden.GetProperty("y").Doubles());

        // float64; the matrix route of the golden loses some digits to its inverse.
        NumericAssert.Close(golden.GetProperty("intercept").GetDouble(), fit.Intercept, 0, 1e-11);
        NumericAssert.Close(golden.GetProperty("slope").GetDouble(), fit.Slope, 0, 1e-11);
        NumericAssert.Close(golden.GetProperty("variance").GetDouble(), fit.InterceptVariance, 0, 1e-9);
    }

    [Fact]
    public void Of_PointsOnALine_HasItsInterceptWithoutScatter()
    {
        ReciprocalFit fit = ReciprocalFit.Of([0.1, 0.05, 0.02], [4, 3, 2.4]);

        NumericAssert.Close(2, fit.Intercept, 1e-14);
        NumericAssert.Close(20, fit.Slope, 1e-12);
        NumericAssert.Close(0, fit.InterceptVariance, 1e-25);
    }
}
