using Fidelis.Reports.Svg;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Svg;

public sealed class AxisScaleTests
{
    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.7, "0.0 0.2 0.4 0.6 0.8")]
    [InlineData(0, 2.31, "0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(0, 43, "0 10 20 30 40 50")]
    [InlineData(-3, 4, "-4 -2 0 2 4")]
    [InlineData(5, 5, "5 6")]
    [InlineData(0, 0, "0 1")]
    public void Linear_AnyRange_HasNiceTicksThatCoverIt(double minimum, double maximum, string labels)
    {
        AxisScale scale = AxisScale.Linear(minimum, maximum);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
        Assert.InRange(scale.Fraction(minimum), 0, 1);
        Assert.InRange(scale.Fraction(maximum), 0, 1);
    }

    [Fact]
    public void Linear_Percent_LabelsPercentages() =>
        Assert.Equal(["97.5 %", "98.0 %", "98.5 %", "99.0 %", "99.5 %", "100.0 %"], AxisScale.Linear(0.976, 1, percent: true).Ticks.Select(tick => tick.Label));

    [Theory]
    [InlineData(1, 40, "5 10 15 20 25 30 35 40")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(0.5, 1.5, "1")]
    [InlineData(1, 100, "20 40 60 80 100")]
    public void Exact_WholeNumbers_HasTicksOnEpochsOnly(double first, double last, string labels)
    {
        AxisScale scale = AxisScale.Exact(first, last, whole: true);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
        Assert.Equal(0, scale.Fraction(first));
        Assert.Equal(1, scale.Fraction(last));
    }

    [Theory]
    [InlineData(0.03, 4, "0.02 0.05 0.1 0.2 0.5 1 2 5")]
    [InlineData(1, 1, "1")]
    [InlineData(1e-9, 10, "0.000000001 0.00000001 0.0000001 0.000001 0.00001 0.0001 0.001 0.01 0.1 1 10")]
    public void Logarithmic_AnyRange_HasTicksThatCoverIt(double minimum, double maximum, string labels) =>
        Assert.Equal(labels, string.Join(' ', AxisScale.Logarithmic(minimum, maximum).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void Logarithmic_EqualRatios_HaveEqualDistances()
    {
        AxisScale scale = AxisScale.Logarithmic(0.01, 100);

        // Four decades: each is a quarter, by a few roundings.
        NumericAssert.Close([0, 0.25, 0.5, 0.75, 1], [.. new[] { 0.01, 0.1, 1, 10, 100 }.Select(scale.Fraction)], 1e-12);
    }
}
