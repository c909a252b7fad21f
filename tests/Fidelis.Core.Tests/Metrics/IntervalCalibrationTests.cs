namespace Fidelis.Tests.Metrics;

/// <summary>The tables of docs/calibration.md: how often the interval of every metric covers. Simulations of many minutes, run with FIDELIS_CALIBRATION=1.</summary>
public sealed class IntervalCalibrationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("far", 0.5, 1.3, 0.5, 100, 100, 600)]
    [InlineData("far", 0.5, 1.3, 0.5, 450, 160, 300)]
    [InlineData("far", 0.5, 1.3, 0.5, 1000, 1000, 300)]
    [InlineData("near", 0.1, 1, 0.3, 450, 320, 300)]
    [InlineData("same", 0, 1, 0.25, 450, 320, 300)]
    public void Interval_FourClasses_CoversTheExpectedScoreAsTheTableSays(
        string law, double shift, double scale, double share, int referenceCount, int generatedCount, int pairs) =>
        Cover($"four classes, {law}", () => SimulatedLaws.FourClasses(shift, scale, share), referenceCount, generatedCount, pairs);

    [Theory]
    [InlineData("harmonic", 0.3, 1.2, 100, 600)]
    [InlineData("harmonic", 0.3, 1.2, 500, 200)]
    [InlineData("flat", 0.3, 1.2, 100, 600)]
    [InlineData("flat", 0.3, 1.2, 500, 200)]
    [InlineData("exponential", 0.3, 0.8, 500, 200)]
    [InlineData("harmonic", 0, 1, 500, 200)]
    [InlineData("harmonic", 0.3, 1.2, 5000, 50)]
    public void Interval_NormalLaws_CoversTheExpectedScoreAsTheTableSays(string spectrum, double shift, double scale, int count, int pairs) =>
        Cover($"normal, {spectrum}, shift {shift}, scale {scale}", () => SimulatedLaws.Normal(spectrum, shift, scale), count, count, pairs);

    [Theory]
    [InlineData("biocnn-1", "gan", 100, 600)]
    [InlineData("biocnn-1", "gan", 300, 300)]
    [InlineData("biocnn-1", "gan", 900, 200)]
    [InlineData("biocnn-1", "shares", 300, 300)]
    [InlineData("biocnn-1", "same", 300, 300)]
    [InlineData("biocnn-2", "gan", 100, 600)]
    [InlineData("biocnn-2", "gan", 300, 300)]
    [InlineData("biocnn-2", "gan", 900, 200)]
    [InlineData("biocnn-2", "shares", 100, 600)]
    [InlineData("biocnn-2", "shares", 300, 300)]
    [InlineData("biocnn-2", "shares", 900, 200)]
    [InlineData("biocnn-2", "untouched", 100, 600)]
    [InlineData("biocnn-2", "same", 100, 600)]
    [InlineData("biocnn-2", "same", 300, 300)]
    [InlineData("biocnn-2", "same", 900, 200)]
    public void Interval_BloodCells_CoversTheExpectedScoreAsTheTableSays(string model, string law, int count, int pairs)
    {
        string? shared = Environment.GetEnvironmentVariable("FIDELIS_SHARED");
        Assert.SkipWhen(string.IsNullOrEmpty(shared), "FIDELIS_SHARED does not name the folder of the real images.");
        Cover($"{model}, {law}", () => CellLaws.Of($"{model}:blood-cells", law, shared), count, count, pairs);
    }

    private void Cover(string name, Func<CalibrationLaw> law, int referenceCount, int generatedCount, int pairs)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_CALIBRATION") == "1", "Set FIDELIS_CALIBRATION=1 to simulate for many minutes.");
        IReadOnlyList<CalibrationLaw.Row> rows = law().Cover(referenceCount, generatedCount, pairs);
        foreach (CalibrationLaw.Row row in rows)
        {
            output.WriteLine($"| {name} | {referenceCount} : {generatedCount} | {row.Id} | {row.Target:G4} | {row.Mean:G4} | {row.Deviation:G3} | {row.Error / row.Deviation:F2} | {row.Coverage:P1} | {row.Below:P1} | {row.Above:P1} |");
        }

        Assert.All(rows, row => Assert.InRange(row.Coverage, 0.8, 1));
    }
}
