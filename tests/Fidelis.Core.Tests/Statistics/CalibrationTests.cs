namespace Fidelis.Tests.Statistics;

/// <summary>The tables of docs/metrics that say how often an interval covers: minutes of simulation, run with FIDELIS_CALIBRATION=1.</summary>
public sealed class CalibrationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("flat", 64, 100, 100, 0.3, 1.2)]
    [InlineData("flat", 64, 200, 200, 0.3, 1.2)]
    [InlineData("flat", 64, 500, 500, 0.3, 1.2)]
    [InlineData("flat", 64, 2000, 2000, 0.3, 1.2)]
    [InlineData("harmonic", 64, 100, 100, 0.3, 1.2)]
    [InlineData("harmonic", 64, 450, 160, 0.3, 1.2)]
    [InlineData("harmonic", 64, 2000, 2000, 0.3, 1.2)]
    [InlineData("exponential", 64, 100, 100, 0.3, 0.8)]
    [InlineData("exponential", 64, 500, 500, 0.3, 0.8)]
    [InlineData("exponential", 64, 2000, 2000, 0.3, 0.8)]
    [InlineData("harmonic", 128, 60, 60, 0.3, 1.2)]
    [InlineData("flat", 128, 100, 100, 0.3, 1.2)]
    [InlineData("flat", 64, 500, 500, 0, 1)]
    [InlineData("harmonic", 64, 500, 500, 0, 1)]
    public void Fid_GaussianLaws_CoversTheExpectedScoreAsTheTableSays(
        string spectrum, int dimension, int referenceCount, int generatedCount, double shift, double scale)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for minutes.");
        (double coverage, double mean, double deviation, double error) =
            FrechetCalibration.Coverage(spectrum, dimension, referenceCount, generatedCount, shift, scale, 400);
        output.WriteLine($"| {spectrum} | {dimension} | {referenceCount} : {generatedCount} | {mean:G4} | {deviation:G3} | {error / deviation:F2} | {coverage:P1} |");

        // 95 % of 400 has a deviation of 1.1 %, of which three are allowed below.
        Assert.InRange(coverage, 0.917, 1);
    }

    [Theory]
    [InlineData("flat", 64, 64, 64)]
    [InlineData("flat", 64, 128, 128)]
    [InlineData("flat", 64, 256, 256)]
    [InlineData("flat", 64, 512, 512)]
    [InlineData("flat", 64, 512, 256)]
    [InlineData("harmonic", 64, 64, 64)]
    [InlineData("harmonic", 64, 128, 128)]
    [InlineData("harmonic", 64, 256, 256)]
    [InlineData("harmonic", 64, 512, 512)]
    [InlineData("harmonic", 64, 512, 256)]
    [InlineData("exponential", 64, 64, 64)]
    [InlineData("exponential", 64, 128, 128)]
    [InlineData("exponential", 64, 256, 256)]
    [InlineData("exponential", 64, 512, 512)]
    [InlineData("exponential", 64, 512, 256)]
    public void FidFloor_GaussianLaws_IsPredictedAndMeasuredAsTheTableSays(string spectrum, int dimension, int referenceCount, int generatedCount)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for minutes.");
        FloorCalibration.Row row = FloorCalibration.Measure("fid", spectrum, dimension, referenceCount, generatedCount, 100, 20);
        output.WriteLine($"| {spectrum} | {dimension} | {referenceCount} : {generatedCount} | {row.True:G4} ± {row.TrueDeviation:G2} | {row.Predicted / row.True:F2} | {row.Measured / row.True:F2} ± {row.MeasuredDeviation / row.True:F2} | {row.Spread / row.TrueDeviation:F2} |");

        // The mean of 100 pairs is known to 1 % and that of 20 references to 0.5 %, of which four are allowed. The prediction has the bias
        // that halving the sample does not take away: of second order in d / n.
        int fewest = Math.Min(referenceCount, generatedCount);
        Assert.InRange(row.Measured / row.True, fewest >= 2 * dimension ? 0.95 : 0.8, 1.05);
        Assert.InRange(row.Predicted / row.Measured, fewest >= 4 * dimension ? 0.95 : fewest >= 2 * dimension ? 0.9 : 0.8, 1.05);
    }

    [Theory]
    [InlineData("mmd-rbf")]
    [InlineData("kid")]
    [InlineData("mind")]
    [InlineData("sliced-wasserstein")]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("density")]
    [InlineData("coverage")]
    [InlineData("one-nn")]
    [InlineData("authpct")]
    [InlineData("prd-f8-recall")]
    public void Floor_HarmonicLaw_IsMeasuredAsTheTableSays(string id)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for minutes.");
        FloorCalibration.Row row = FloorCalibration.Measure(id, "harmonic", 32, 400, 300, 100, 12);
        output.WriteLine($"| {id} | {row.True:G4} ± {row.TrueDeviation:G2} | {row.Measured:G4} ± {row.MeasuredDeviation:G2} | {row.Spread / row.TrueDeviation:F2} |");

        // Where no law is known the floor is that of smaller sets: within half a deviation here for most, within two for all but PRD, whose
        // smaller sets fill their 20 clusters less evenly by 3.8 deviations of a very small scatter.
        Assert.InRange((row.Measured - row.True) / row.TrueDeviation, id == "prd-f8-recall" ? -5 : -2, 2);
    }

    [Theory]
    [InlineData("flat", 2, 200, 200, 0.5, 0.95)]
    [InlineData("flat", 8, 100, 100, 0.3, 0.95)]
    [InlineData("flat", 8, 200, 200, 0.3, 0.95)]
    [InlineData("flat", 8, 1000, 1000, 0.3, 0.95)]
    [InlineData("harmonic", 64, 200, 200, 0.1, 0.95)]
    [InlineData("harmonic", 64, 450, 160, 0.1, 0.95)]
    [InlineData("harmonic", 64, 1000, 1000, 0.1, 0.95)]
    [InlineData("harmonic", 64, 200, 200, 0, 1)]
    public void Neighbours_GaussianLaws_CoverTheExpectedScoreAsTheTableSays(
        string spectrum, int dimension, int referenceCount, int generatedCount, double shift, double scale)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for minutes.");
        string[] ids = ["precision", "recall", "f1", "density", "coverage", "authpct", "one-nn"];
        NeighbourCalibration.Row[] rows = NeighbourCalibration.Coverage(ids, spectrum, dimension, referenceCount, generatedCount, shift, scale, 400);
        output.WriteLine($"| {spectrum} | {dimension} | {referenceCount} : {generatedCount} | {string.Join(" | ", rows.Select(row => $"{row.Mean:G3}: {row.Error / row.Deviation:F2}, {row.Coverage:P0}"))} |");
        Assert.All(rows, row => Assert.InRange(row.Coverage, 0.9, 1));
    }
}
