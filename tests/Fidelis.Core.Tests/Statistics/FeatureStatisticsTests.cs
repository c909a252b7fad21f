using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class FeatureStatisticsTests
{
    [Fact]
    public void Of_GoldenSample_EqualsNumPy()
    {
        System.Text.Json.JsonElement golden = Golden.Load("metrics", "fid").GetProperty("statistics");
        FeatureStatistics statistics = FeatureStatistics.Of(SampleRows.Of(new Matrix(300, 8, Lcg.Values(1, 2400))));

        // Sums of 300 numbers below 1: 300 epsilon of float64 is 7e-14.
        NumericAssert.Close(golden.GetProperty("mu").Doubles(), statistics.Mean, 1e-13);
        NumericAssert.Close(golden.GetProperty("sigma").Doubles(), statistics.Covariance.Data, 1e-13);
    }

    [Fact]
    public void Of_SampleOverSeveralBlocks_EqualsThePlainFormula()
    {
        const int Count = 2500;
        const int Dimension = 3;
        double[] data = Lcg.Values(9, Count * Dimension, 2, 1000);
        FeatureStatistics statistics = FeatureStatistics.Of(SampleRows.Of(new Matrix(Count, Dimension, data)));
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++)
            {
                double[] x = [.. Enumerable.Range(0, Count).Select(k => data[(k * Dimension) + i])];
                double[] y = [.. Enumerable.Range(0, Count).Select(k => data[(k * Dimension) + j])];
                double meanX = x.Average();
                double meanY = y.Average();
                double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / (Count - 1);

                // The mean is near 1,000: its rounding, 2,500 epsilon * 1,000, enters the covariance squared only.
                NumericAssert.Close(covariance, statistics.Covariance[i, j], 1e-12);
                NumericAssert.Close(meanX, statistics.Mean[i], 1e-9);
            }
        }
    }

    [Fact]
    public void Of_ChunksOfAnySize_GiveTheSameDigits()
    {
        float[] data = [.. Lcg.Values(10, 3000 * 5).Select(value => (float)value)];
        FeatureStatistics whole = FeatureStatistics.Of(Set(new FeatureMatrix(5, data)));
        foreach (int chunk in (int[])[5, 35, 320])
        {
            FeatureMatrixBuilder builder = new(5, chunk);
            for (int i = 0; i < 3000; i++)
            {
                builder.Append(data.AsSpan(i * 5, 5));
            }

            FeatureStatistics chunked = FeatureStatistics.Of(Set(builder.Build()));
            Assert.Equal(whole.Mean, chunked.Mean);
            Assert.Equal(whole.Covariance.Data, chunked.Covariance.Data);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_FewerThanTwoImages_Refuses(int count)
    {
        InputException e = Assert.Throws<InputException>(() => FeatureStatistics.Of(Set(new FeatureMatrix(2, new float[count * 2]))));

        Assert.Contains("at least 2 images", e.Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Of_FeatureThatIsNotFinite_NamesIt(float bad)
    {
        InputException e = Assert.Throws<InputException>(() => FeatureStatistics.Of(Set(new FeatureMatrix(2, [1, 2, 3, bad]))));

        Assert.Contains("feature 1", e.Message);
    }

    [Fact]
    public void Merge_OfParts_EqualsTheWhole()
    {
        const int Dimension = 4;
        double[] data = Lcg.Values(11, 900 * Dimension, 3, -1);
        FeatureStatistics Part(int first, int count) =>
            FeatureStatistics.Of(SampleRows.Of(new Matrix(count, Dimension, data[(first * Dimension)..((first + count) * Dimension)])));

        FeatureStatistics merged = Part(0, 2).Merge(Part(2, 500)).Merge(Part(502, 398));
        FeatureStatistics whole = Part(0, 900);

        Assert.Equal(900, merged.Count);

        // Both routes sum 900 terms below 10: 900 epsilon * 10 is 2e-12.
        NumericAssert.Close(whole.Mean, merged.Mean, 2e-12);
        NumericAssert.Close(whole.Covariance.Data, merged.Covariance.Data, 2e-12);
    }

    [Fact]
    public void Merge_WhatDoesNotBelongTogether_Refuses()
    {
        FeatureStatistics statistics = FeatureStatistics.Of(SampleRows.Of(new Matrix(3, 2, [1, 2, 3, 5, 8, 13])));

        Assert.Contains("number of features", Assert.Throws<InputException>(() => statistics.Merge(statistics with { Mean = [1], Covariance = new Matrix(1, 1) })).Message);
        Assert.Contains("one protocol", Assert.Throws<InputException>(() => statistics.Merge(statistics with { ProtocolHash = "ab" })).Message);
        Assert.Contains("how many images", Assert.Throws<InputException>(() => statistics.Merge(statistics with { Count = null })).Message);
    }

    private static FeatureSet Set(FeatureMatrix features) => new(features, null, [], [], "text", "hash", []);
}
