using System.Globalization;

namespace Fidelis.Reports.Svg;

/// <summary>Maps the values of an axis to [0, 1] and chooses where its ticks stand.</summary>
internal sealed class AxisScale
{
    private readonly double minimum;
    private readonly double maximum;
    private readonly bool logarithmic;

    private AxisScale(double minimum, double maximum, bool logarithmic, IReadOnlyList<(double Value, string Label)> ticks)
    {
        this.minimum = minimum;
        this.maximum = maximum;
        this.logarithmic = logarithmic;
        Ticks = ticks;
    }

    /// <summary>Gets the ticks in rising order, with their labels.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks { get; }

    /// <summary>Gets whether equal distances stand for equal ratios.</summary>
    public bool IsLogarithmic => logarithmic;

    /// <summary>Creates a linear axis that is widened to whole ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="minimum">The smallest value to be shown.</param>
    /// <param name="maximum">The largest value to be shown.</param>
    /// <param name="percent">Whether the labels are percentages of the values.</param>
    /// <returns>The axis.</returns>
    public static AxisScale Linear(double minimum, double maximum, bool percent = false)
    {
        double step = NiceStep((maximum - minimum) / 5);
        // A thousandth of a step forgives rounding, so that 0.3 / 0.1 counts as three steps.
        double first = Math.Floor((minimum / step) + 1e-3);
        double last = Math.Max(Math.Ceiling((maximum / step) - 1e-3), first + 1);
        return new AxisScale(first * step, last * step, false, TicksBetween(first, last, step, percent));
    }

    /// <summary>Creates a linear axis over exactly the given range, with ticks inside it.</summary>
    /// <param name="minimum">The value at the start.</param>
    /// <param name="maximum">The value at the end.</param>
    /// <param name="whole">Whether only whole numbers may carry ticks, as for epochs.</param>
    /// <param name="percent">Whether the labels are percentages of the values.</param>
    /// <returns>The axis.</returns>
    public static AxisScale Exact(double minimum, double maximum, bool whole = false, bool percent = false)
    {
        double step = NiceStep((maximum - minimum) / (whole ? 8 : 5));
        step = whole ? Math.Max(step, 1) : step;
        double first = Math.Ceiling((minimum / step) - 1e-3);
        double last = Math.Floor((maximum / step) + 1e-3);
        return new AxisScale(minimum, maximum, false, TicksBetween(first, last, step, percent));
    }

    /// <summary>Creates a logarithmic axis that is widened to the next 1, 2 or 5 times a power of ten.</summary>
    /// <param name="minimum">The smallest value to be shown, positive.</param>
    /// <param name="maximum">The largest value to be shown.</param>
    /// <returns>The axis.</returns>
    public static AxisScale Logarithmic(double minimum, double maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        int firstDecade = (int)Math.Floor(Math.Log10(minimum));
        int lastDecade = (int)Math.Ceiling(Math.Log10(maximum)) + 1;
        // Over many decades the powers of ten are enough.
        double[] digits = lastDecade - firstDecade > 5 ? [1] : [1, 2, 5];
        double[] candidates = [.. Enumerable.Range(firstDecade, lastDecade - firstDecade + 1)
            .SelectMany(decade => digits.Select(digit => digit * Math.Pow(10, decade)))];
        int first = Math.Max(Array.FindLastIndex(candidates, value => value <= minimum * 1.001), 0);
        int last = Array.FindIndex(candidates, value => value >= maximum * 0.999);
        return new AxisScale(
            candidates[first], candidates[last], true, [.. candidates[first..(last + 1)].Select(value => (value, Format(value, value)))]);
    }

    /// <summary>Maps a value.</summary>
    /// <param name="value">A value of the axis.</param>
    /// <returns>Its place: 0 at the start, 1 at the end, beyond for values outside.</returns>
    public double Fraction(double value) =>
        logarithmic
            ? Math.Log(value / minimum) / Math.Log(maximum / minimum)
            : (value - minimum) / (maximum - minimum);

    private static double NiceStep(double rough)
    {
        if (!(rough > 0) || !double.IsFinite(rough))
        {
            // A range of one single value: any step shows it.
            return 1;
        }

        double decade = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / decade;
        return decade * (digit <= 1.001 ? 1 : digit <= 2.001 ? 2 : digit <= 5.001 ? 5 : 10);
    }

    private static List<(double Value, string Label)> TicksBetween(double first, double last, double step, bool percent)
    {
        List<(double, string)> ticks = [];
        for (double i = first; i <= last; i++)
        {
            double value = i * step;
            ticks.Add((value, percent ? Format(value * 100, step * 100) + " %" : Format(value, step)));
        }

        return ticks;
    }

    private static string Format(double value, double step)
    {
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-6), 0, 12);
        return (Math.Round(value, decimals) + 0.0).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
