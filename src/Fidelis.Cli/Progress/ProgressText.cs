using System.Globalization;

namespace Fidelis.Cli.Progress;

/// <summary>Says in words how far a piece of work has come.</summary>
internal static class ProgressText
{
    /// <summary>Describes the state: how many of how many, how fast, how long still.</summary>
    /// <param name="reporter">The state of the work.</param>
    /// <param name="unit">What is counted, in the plural: <c>images</c>.</param>
    /// <param name="elapsed">The time since the work began.</param>
    /// <returns>
    /// For example <c>1,200 of 5,000 images, 310 images/s, 12 s left, loss 0.31</c>; before there is anything to count, what is being done and for how long.
    /// </returns>
    public static string Describe(ProgressReporter reporter, string unit, TimeSpan elapsed)
    {
        long done = reporter.Done;
        if (done == 0 && reporter.Total == 0 && reporter.Note.Length > 0)
        {
            return $"{reporter.Note}, {Duration(elapsed)}";
        }

        double rate = (done - reporter.Start) / Math.Max(elapsed.TotalSeconds, 1e-9);
        string text = reporter.Total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {reporter.Total:N0} {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{done:N0} {unit}");
        if (done > reporter.Start)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {Significant(rate)} {unit}/s");
        }

        // Images differ in size: where their bytes are known, these tell better how long the rest takes.
        long bytes = reporter.DoneBytes;
        double byteRate = bytes / Math.Max(elapsed.TotalSeconds, 1e-9);
        if (bytes > 0)
        {
            text += $", {Bytes(byteRate)}/s";
        }

        if (bytes > 0 && reporter.TotalBytes > bytes)
        {
            text += $", {Duration(TimeSpan.FromSeconds((reporter.TotalBytes - bytes) / byteRate))} left";
        }
        else if (done > reporter.Start && reporter.Total > done && reporter.TotalBytes == 0)
        {
            text += $", {Duration(TimeSpan.FromSeconds((reporter.Total - done) / rate))} left";
        }

        return reporter.Note.Length > 0 ? $"{text}, {reporter.Note}" : text;
    }

    /// <summary>Writes a length of time with the two units that matter.</summary>
    /// <param name="time">The time, not negative.</param>
    /// <returns>For example <c>42 s</c>, <c>3 min 05 s</c> or <c>2 h 07 min</c>.</returns>
    public static string Duration(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60:00} min"),
        };
    }

    /// <summary>Writes a number of bytes in the largest unit of which there is one.</summary>
    private static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => $"{Significant(bytes / 1e9)} GB",
        >= 1e6 => $"{Significant(bytes / 1e6)} MB",
        _ => $"{Significant(bytes / 1e3)} kB",
    };

    // Two digits tell all that a changing rate has to tell: 0.042, 3.1, 250, 12,000.
    private static string Significant(double rate) => rate switch
    {
        >= 10 => Math.Round(rate).ToString("N0", CultureInfo.InvariantCulture),
        _ => rate.ToString("G2", CultureInfo.InvariantCulture),
    };
}
