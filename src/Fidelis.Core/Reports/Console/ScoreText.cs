using System.Globalization;
using Fidelis.Metrics;

namespace Fidelis.Reports.Console;

/// <summary>A score with its standard error, in digits that mean something.</summary>
public static class ScoreText
{
    private const int MostDecimals = 6;

    /// <summary>Writes a score: the standard error in two digits, the score to the same decimal place; four digits where no error is known, or none but rounding.</summary>
    /// <param name="score">The score.</param>
    /// <returns>For example <c>23.41 ± 0.40</c>, or <c>23.41</c>.</returns>
    public static string Of(MetricScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        double value = score.ShownValue;
        string plain = value.ToString("G4", CultureInfo.InvariantCulture);
        if (score.StandardError is not { } error || !double.IsFinite(error) || !double.IsFinite(value) || error == 0 || error < score.RoundingError)
        {
            return plain;
        }

        int decimals = 1 - (int)Math.Floor(Math.Log10(error));

        // Far from the scale of ordinary numbers both are written by themselves.
        if (decimals > MostDecimals || Math.Abs(value) >= 1e7 || error >= 1e7)
        {
            return $"{plain} ± {error.ToString("G2", CultureInfo.InvariantCulture)}";
        }

        string format = $"F{Math.Max(decimals, 0)}";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} ± {error.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
