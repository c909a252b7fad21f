using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class FrechetInceptionDistanceTests
{
    [Fact]
    public void Compute_GoldenStatistics_EqualsTheLiteratureTo1EMinus9()
    {
        MetricScore score = Compute(Statistics(300, 1, 1, 0, 300), Statistics(300, 2, 1.1, 0.05, 300));

        NumericAssert.Close(0.121383504170251, score.Value, 0, 1e-9);
        NumericAssert.Close(score.Value, score.Details["meanTerm"] + score.Details["covarianceTerm"], 0, 1e-14);
        Assert.Equal("gaussian", score.FloorMethod);
        Assert.Equal(8, score.Details["referenceRank"]);
    }

    [Fact]
    public void Compute_Float32Features_AgreesToTheirRoundingAndHasAFloorOfMoments()
    {
        SetStatistics reference = Features(300, 1, 1, 0);
        MetricScore score = Compute(reference, Features(300, 2, 1.1, 0.05));

        // Features below 1.2 in float32 are rounded by up to 6e-8; the score moves by a few of that.
        NumericAssert.Close(0.121383504170251, score.Value, 1e-7);
        Assert.Equal("moments", score.FloorMethod);
        NumericAssert.Close(Golden.Load("metrics", "fid").GetProperty("extrapolatedFloor").GetDouble(), score.Floor!.Value, 0, 1e-11);
        NumericAssert.Close(score.Value - score.Floor.Value, score.Details["aboveFloor"], 0, 1e-14);
        NumericAssert.Close(score.Value / score.Floor.Value, score.Details["floorRatio"], 0, 1e-14);
    }

    [Fact]
    public void Compute_UnknownCount_HasNoFloor()
    {
        MetricScore score = Compute(Statistics(300, 1, 1, 0, null), Statistics(300, 2, 1.1, 0.05, 300));

        NumericAssert.Close(0.121383504170251, score.Value, 0, 1e-9);
        Assert.Null(score.Floor);
        Assert.Null(score.FloorMethod);
        Assert.False(score.Details.ContainsKey("floorRatio"));
    }

    [Fact]
    public void Compute_FeaturesAgainstStatisticsOfTheSame_IsZero()
    {
        SetStatistics features = Features(300, 1, 1, 0);
        FeatureStatistics statistics = FeatureStatistics.Of(features.Set!);

        Assert.InRange(Compute(features, SetStatistics.Of("s", statistics)).Value, -1e-12, 1e-12);
        Assert.InRange(Compute(SetStatistics.Of("s", statistics), features).Value, -1e-12, 1e-12);
    }

    [Fact]
    public void Compute_MixedRoutes_EqualsTheRouteByCovariances()
    {
        // The reference has more images than features, the generated set fewer: one factor of each kind.
        SetStatistics reference = Features(50, 1, 1, 0);
        SetStatistics generated = Features(6, 2, 1.1, 0.05);

        double byCovariances = Compute(
            SetStatistics.Of("r", FeatureStatistics.Of(reference.Set!)), SetStatistics.Of("g", FeatureStatistics.Of(generated.Set!))).Value;

        NumericAssert.Close(byCovariances, Compute(reference, generated).Value, 0, 1e-11);
    }

    [Fact]
    public void Compute_OneImage_IsRefused()
    {
        InputException e = Assert.Throws<InputException>(() => Compute(Features(50, 1, 1, 0), Features(1, 2, 1, 0)));

        Assert.Equal("'set': A covariance needs at least 2 images, but there is 1.", e.Message);
    }

    [Fact]
    public void Compute_OtherNumberOfFeatures_IsRefused()
    {
        SetStatistics other = SetStatistics.Of("other", new FeatureSet(new FeatureMatrix(3, new float[30]), null, [], [], "", "", []));

        InputException e = Assert.Throws<InputException>(() => Compute(Features(50, 1, 1, 0), other));

        Assert.Contains("'set' has 8 features and 'other' 3", e.Message);
    }

    private static MetricScore Compute(SetStatistics reference, SetStatistics generated) =>
        new FrechetInceptionDistance().Compute(reference, generated, MetricSettings.Default);

    private static SetStatistics Statistics(int count, uint seed, double scale, double shift, long? knownCount) => SetStatistics.Of(
        "set", FeatureStatistics.Of(SampleRows.Of(new Matrix(count, 8, Lcg.Values(seed, count * 8, scale, shift)))) with { Count = knownCount });

    private static SetStatistics Features(int count, uint seed, double scale, double shift) => SetStatistics.Of(
        "set",
        new FeatureSet(new FeatureMatrix(8, [.. Lcg.Values(seed, count * 8, scale, shift).Select(value => (float)value)]), null, [], [], "text", "hash", []));
}
