using System.Text.Json;
using Fidelis.Statistics.Clusters;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics.Clusters;

public sealed class PrecisionRecallCurveTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Best_TwoHistograms_EqualsTheAuthorsFormula(int index)
    {
        JsonElement golden = Golden.Load("metrics", "curves").GetProperty("prd")[index];
        double[] slopes = PrecisionRecallCurve.Slopes(golden.GetProperty("angles").GetInt32());

        double[] precisions = PrecisionRecallCurve.Precisions(golden.GetProperty("reference").Doubles(), golden.GetProperty("generated").Doubles(), slopes);

        int step = Math.Max(1, slopes.Length / 10);
        double[] some = [.. precisions.Where((_, i) => i % step == 0)];
        double[] recalls = [.. precisions.Select((precision, i) => precision / slopes[i]).Where((_, i) => i % step == 0)];

        // float64 throughout; the tangents next to the right angle differ in their last digits.
        NumericAssert.Close(golden.GetProperty("precision").Doubles(), some, 1e-12);
        NumericAssert.Close(golden.GetProperty("recall").Doubles(), recalls, 1e-12);
        NumericAssert.Close(golden.GetProperty("f8").GetDouble(), PrecisionRecallCurve.Best(precisions, slopes, 8).Score, 1e-12);
        NumericAssert.Close(golden.GetProperty("f1over8").GetDouble(), PrecisionRecallCurve.Best(precisions, slopes, 1.0 / 8).Score, 1e-12);
    }

    [Fact]
    public void Best_TheHistogramsOfTheLiterature_HasItsScores()
    {
        double[] slopes = PrecisionRecallCurve.Slopes(1001);
        double[] precisions = PrecisionRecallCurve.Precisions([0.3, 0.3, 0.2, 0.1, 0.1], [0.1, 0.2, 0.3, 0.4, 0], slopes);

        NumericAssert.Close(0.872963219998777, PrecisionRecallCurve.Best(precisions, slopes, 8).Score, 1e-13);
        NumericAssert.Close(0.955791501394214, PrecisionRecallCurve.Best(precisions, slopes, 1.0 / 8).Score, 1e-13);
        NumericAssert.Close(0.6, precisions[500], 1e-12);
    }
}
