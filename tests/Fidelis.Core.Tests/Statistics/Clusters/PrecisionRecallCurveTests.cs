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

    [Theory]
    [InlineData(8.0)]
    [InlineData(0.125)]
    public void Greatest_AnyHistograms_IsThatOfAFineGrid(double beta)
    {
        Random random = new(7);
        double[] slopes = PrecisionRecallCurve.Slopes(20_001);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] reference = Histogram();
            double[] generated = Histogram();
            double ofGrid = PrecisionRecallCurve.Best(PrecisionRecallCurve.Precisions(reference, generated, slopes), slopes, beta).Score;

            // F_β is lost by a grid of angles that misses the best slope λ by at most π / 40,000 (1 + λ²), and F_8 falls by 128 / (1 + 64 λ) of itself for each unit of λ.
            double greatest = PrecisionRecallCurve.Greatest(reference, generated, beta);
            Assert.InRange(greatest, ofGrid - 1e-9, ofGrid + 5e-3);
        }

        // About every fifth cluster has no image of one of the sets.
        double[] Histogram()
        {
            double[] counts = [.. Enumerable.Range(0, 20).Select(_ => (double)Math.Max(0, random.Next(-25, 100)))];
            return [.. counts.Select(count => count / counts.Sum())];
        }
    }

    [Fact]
    public void Greatest_HistogramsOneBehindTheOther_IsThatOfTheirMeanCurve()
    {
        double[] slopes = PrecisionRecallCurve.Slopes(20_001);
        double[] mean =
        [
            .. PrecisionRecallCurve.Precisions([0.5, 0.5], [0.2, 0.8], slopes).Zip(PrecisionRecallCurve.Precisions([0.9, 0.1], [0.3, 0.7], slopes), (first, second) => 0.5 * (first + second)),
        ];

        double greatest = PrecisionRecallCurve.Greatest([0.25, 0.25, 0.45, 0.05], [0.1, 0.4, 0.15, 0.35], 8);

        // The grid misses the slope 0.2 or 1.6 by less than 3e-4.
        NumericAssert.Close(PrecisionRecallCurve.Best(mean, slopes, 8).Score, greatest, 5e-3);
    }

    [Fact]
    public void Greatest_EqualAndForeignHistograms_IsOneAndZero()
    {
        Assert.Equal(1, PrecisionRecallCurve.Greatest([0.5, 0.5, 0], [0.5, 0.5, 0], 8), 1e-15);
        Assert.Equal(0, PrecisionRecallCurve.Greatest([1, 0], [0, 1], 8));
    }
}
