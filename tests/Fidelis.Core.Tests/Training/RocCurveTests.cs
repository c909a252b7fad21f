using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class RocCurveTests
{
    [Fact]
    public void Compute_SmallExample_HasThePointsOnPaper()
    {
        RocCurve curve = RocCurve.Compute([0.9, 0.8, 0.8, 0.3], [true, true, false, false]);

        Assert.Equal(
            [
                new RocPoint(double.PositiveInfinity, 0, 0), new RocPoint(0.9, 0, 1), new RocPoint(0.8, 1, 2), new RocPoint(0.3, 2, 2),
            ],
            curve.Points);
        // Of the four pairs, three are in order and one is tied: 3.5 / 4.
        Assert.Equal(0.875, curve.Area);
    }

    [Fact]
    public void Area_SeparatedEqualAndReversedScores_AreOneHalfAndZero()
    {
        bool[] positive = [true, true, false, false, false];

        Assert.Equal(1.0, RocCurve.Compute([5, 4, 3, 2, 1], positive).Area);
        Assert.Equal(0.5, RocCurve.Compute([1, 1, 1, 1, 1], positive).Area);
        Assert.Equal(0.0, RocCurve.Compute([1, 2, 3, 4, 5], positive).Area);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(257)]
    public void Area_RandomScoresWithTies_IsTheStatisticOfMannAndWhitney(int count)
    {
        double[] scores = [.. Lcg.Values(3, count, 12).Select(Math.Floor)];
        bool[] positive = [.. Lcg.Values(4, count).Select((value, i) => i == 0 || (i > 1 && value < 0.4))];

        double pairs = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                if (positive[i] && !positive[j])
                {
                    pairs += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        RocCurve curve = RocCurve.Compute(scores, positive);

        // Counts and halves are exact in float64: the same digits.
        Assert.Equal(pairs / ((double)curve.PositiveCount * curve.NegativeCount), curve.Area);
    }

    [Fact]
    public void Area_ScoresMadeMonotonelyOther_StaysTheSame()
    {
        double[] scores = Lcg.Values(8, 100);
        bool[] positive = [.. Lcg.Values(9, 100).Select(value => value < 0.3)];

        Assert.Equal(RocCurve.Compute(scores, positive).Area, RocCurve.Compute([.. scores.Select(Math.Exp)], positive).Area);
    }

    [Fact]
    public void ToCorners_RandomCurve_KeepsAreaAndEveryPointOnItsLines()
    {
        double[] scores = [.. Lcg.Values(10, 300).Select((value, i) => value + (i % 3 == 0 ? 0.5 : 0))];
        bool[] positive = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0)];
        RocCurve whole = RocCurve.Compute(scores, positive);

        RocCurve corners = whole.ToCorners();

        Assert.Equal(whole.Area, corners.Area);
        Assert.Equal(whole.Points[0], corners.Points[0]);
        Assert.Equal(whole.Points[^1], corners.Points[^1]);
        Assert.True(corners.Points.Count < whole.Points.Count);
        Assert.All(whole.Points, point => Assert.Contains(
            corners.Points.Zip(corners.Points.Skip(1)), segment => Lies(point, segment.First, segment.Second)));
        // No corner is left that could be left out.
        Assert.Equal(corners.Points, corners.ToCorners().Points);
    }

    [Fact]
    public void Compute_OneKindOnlyOrNotANumber_Refuses()
    {
        Assert.Throws<ArgumentException>(() => RocCurve.Compute([1, 2], [true, true]));
        Assert.Throws<ArgumentException>(() => RocCurve.Compute([1, 2], [false, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Compute([1, double.NaN], [true, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Compute([1], [true, false]));
    }

    private static bool Lies(RocPoint point, RocPoint start, RocPoint end) =>
        point.FalsePositiveCount >= start.FalsePositiveCount && point.FalsePositiveCount <= end.FalsePositiveCount
        && point.TruePositiveCount >= start.TruePositiveCount && point.TruePositiveCount <= end.TruePositiveCount
        && (point.FalsePositiveCount - start.FalsePositiveCount) * (end.TruePositiveCount - start.TruePositiveCount)
            == (end.FalsePositiveCount - start.FalsePositiveCount) * (point.TruePositiveCount - start.TruePositiveCount);
}
