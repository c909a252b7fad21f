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
