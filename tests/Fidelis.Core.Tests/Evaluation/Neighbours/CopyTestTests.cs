using Fidelis.Evaluation.Neighbours;
using Fidelis.Features;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics.Neighbours;
using Fidelis.Testing;

namespace Fidelis.Tests.Evaluation.Neighbours;

public sealed class CopyTestTests
{
    [Fact]
    public void Ratios_PointsOnALine_AreThoseOfPencilAndPaper()
    {
        // The reference 0, 1, 3, 10 and the new points 0, 0.5, 12: nearest 0 (spacing 1), 0 (the first of equals), 10 (spacing 7).
        FeatureMatrix reference = new(1, [0, 1, 3, 10]);
        NeighbourTable within = Nearest.Within(reference, 2);
        NeighbourTable nearest = Nearest.Of(new EuclideanMeasure(new FeatureMatrix(1, [0, 0.5f, 12]), reference), 1);

        // Distances of small whole numbers and halves are exact, and their quotients are rounded once or twice.
        NumericAssert.Close([0, 0.5, 2.0 / 7], SpacingRatio.OfGenerated(nearest, within), 1e-15);

        // 0: nearest 1, whose other neighbour is 3. 1: nearest 0, whose other neighbour is 3. 3: nearest 1, next to 0. 10: nearest 3, next to 1.
        NumericAssert.Close([1.0 / 2, 1.0 / 3, 2, 3.5], SpacingRatio.OfReference(within), 1e-15);
    }

    [Fact]
    public void Ratios_ReferenceWithDuplicates_AreZeroForCopiesAndInfiniteBesideThem()
    {
        FeatureMatrix reference = new(1, [0, 0, 5]);
        NeighbourTable within = Nearest.Within(reference, 2);

        Assert.Equal(
            [0, double.PositiveInfinity],
            SpacingRatio.OfGenerated(Nearest.Of(new EuclideanMeasure(new FeatureMatrix(1, [0, 1]), reference), 1), within));
    }

    [Fact]
    public void CopyTest_RatiosOfOneToN_TakesTheRankThatTheRateAllows()
    {
        double[] reference = [.. Enumerable.Range(1, 399).Select(value => (double)value)];
        CopyTest test = new(reference, [3.9, 4, 0.5, 100], 0.01);

        // 0.01 * 400 = 4: the fourth smallest.
        Assert.Equal(4, test.Limit);
        Assert.Equal(0.01, test.ExpectedShare, 15);
        Assert.Equal(2, test.FlaggedCount);
        Assert.Equal(1, test.NearerCount);

        // Twenty images cannot resolve 1 %: the smallest ratio stands for 1 in 21.
        CopyTest few = new([.. reference.Take(20)], [0.5], 0.01);
        Assert.Equal(1, few.Limit);
        Assert.Equal(1.0 / 21, few.ExpectedShare, 15);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void CopyTest_NewImagesOfTheSameLaw_AreFlaggedAtTheRate(double rate)
    {
        const int Repeats = 60;
        const int Images = 300;
        Xoshiro256 random = new(1);
        double flagged = 0;
        int inside = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            FeatureMatrix reference = Clusters(random);
            FeatureMatrix generated = Clusters(random);
            NeighbourTable within = Nearest.Within(reference, 2);
            CopyTest test = new(SpacingRatio.OfReference(within), SpacingRatio.OfGenerated(Nearest.Of(new EuclideanMeasure(generated, reference), 1), within), rate);
            flagged += test.Share / Repeats;
            inside += test.FlaggedCount >= test.UsualCounts.Fewest && test.FlaggedCount <= test.UsualCounts.Most ? 1 : 0;
        }

        // Shares over reference and generated draws deviate by sqrt(2 p / 300) each; four deviations of the mean of 60.
        double expected = Math.Floor(rate * (Images + 1)) / (Images + 1);
        Assert.InRange(flagged, expected - (4 * Math.Sqrt(2 * rate / Images / Repeats)), expected + (4 * Math.Sqrt(2 * rate / Images / Repeats)));

        // 95 % or more (counts are whole) of 60; at most 9 outside has a probability of 0.1 % at 95 %.
        Assert.InRange(inside, 51, Repeats);

        // Two clusters of unequal widths, where one distance for all could not hold the rate in both.
        static FeatureMatrix Clusters(Xoshiro256 random) => new(4, [.. Enumerable.Range(0, Images).SelectMany(image => Enumerable.Range(0, 4).Select(_ =>
            (float)(image % 2 == 0 ? random.NextGaussian() : 20 + (10 * random.NextGaussian()))))]);
    }
}
