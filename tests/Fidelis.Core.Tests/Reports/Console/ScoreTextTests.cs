using Fidelis.Metrics;
using Fidelis.Reports.Console;

namespace Fidelis.Tests.Reports.Console;

public sealed class ScoreTextTests
{
    [Theory]
    [InlineData(23.4123, 0.4, "23.41 ± 0.40")]
    [InlineData(3.5214, 0.0235, "3.521 ± 0.024")]
    [InlineData(0.034, 0.00123, "0.0340 ± 0.0012")]
    [InlineData(1234.6, 12.3, "1235 ± 12")]
    [InlineData(12345, 456, "12345 ± 456")]
    [InlineData(0.5, 3e-7, "0.5 ± 3E-07")]
    [InlineData(3e9, 2e7, "3E+09 ± 2E+07")]
    [InlineData(0.99996, 0.099996, "1.000 ± 0.100")]
    public void Of_ErrorIsKnown_HasTheDigitsThatItLeaves(double value, double error, string expected) =>
        Assert.Equal(expected, ScoreText.Of(new MetricScore(value) { StandardError = error }));

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void Of_NoErrorToShow_HasFourDigits(double? error) =>
        Assert.Equal("23.41", ScoreText.Of(new MetricScore(23.4123) { StandardError = error }));

    [Fact]
    public void Of_WhatIsRounding_IsNotShown()
    {
        // FID of two equal sets, and the Inception Score of images of one class.
        Assert.Equal("0", ScoreText.Of(new MetricScore(1.7e-13) { StandardError = 6.6e-9, Floor = 0.41 }));
        Assert.Equal("1", ScoreText.Of(new MetricScore(1) { StandardError = 3.7e-17 }));
        Assert.Equal("1.7E-13", ScoreText.Of(new MetricScore(1.7e-13)));
    }

    [Fact]
    public void Of_ScoreThatIsNoNumber_SaysSo() => Assert.Equal("NaN", ScoreText.Of(new MetricScore(double.NaN) { StandardError = 1 }));
}
