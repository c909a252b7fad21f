using Fidelis.Statistics.Neighbours;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics.Neighbours;

public sealed class DeletionEffectsTests
{
    [Fact]
    public void StandardError_EffectsWithoutNoise_IsThatOfTheJackknife()
    {
        DeletionEffects effects = new([1, 2, 6], new double[3], [4, 4], new double[2]);

        NumericAssert.Close(Math.Sqrt(14), effects.StandardError, 1e-14);
        NumericAssert.Close(Math.Sqrt(14 - 5), (effects with { ReferenceNoise = [2, 2, 1] }).StandardError, 1e-14);
        Assert.Equal(0, (effects with { ReferenceNoise = [20, 0, 0] }).StandardError);
        NumericAssert.Close(3 * Math.Sqrt(14), effects.Combine(1, effects, 2).StandardError, 1e-14);
    }

    [Fact]
    public void Interval_SimulatedSets_CoversTheExpectedScore()
    {
        // 95 % of 200 has a deviation of 1.5 %, of which three are allowed below; errors are too large by up to a fifth in few dimensions.
        foreach (NeighbourCalibration.Row row in NeighbourCalibration.Coverage(
            ["precision", "recall", "f1", "density", "coverage", "authpct", "one-nn"], "flat", 5, 60, 80, 0.3, 0.95, 200))
        {
            Assert.True(row.Coverage >= 0.9, $"{row.Id} covers {row.Coverage:P1}: mean {row.Mean:G3}, deviation {row.Deviation:G3}, error {row.Error:G3}.");
        }
    }
}
