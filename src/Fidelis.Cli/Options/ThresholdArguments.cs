using System.CommandLine;
using System.Globalization;
using Fidelis.Evaluation;
using Spectre.Console;

namespace Fidelis.Cli.Options;

/// <summary>The options that make a score end the command with <see cref="ExitCodes.Threshold"/>.</summary>
/// <param name="score">What is compared with the value, within a sentence.</param>
/// <param name="place">Where, within a sentence, or nothing.</param>
internal sealed class ThresholdArguments(string score, string place = "")
{
    private readonly Option<string[]> above = new("--fail-above")
    {
        Description = $"Ends with exit code 3 if {score} is above the value{place}. Repeatable.",
        HelpName = "METRIC=VALUE",
    };

    private readonly Option<string[]> below = new("--fail-below")
    {
        Description = $"Ends with exit code 3 if {score} is below the value{place}. Repeatable.",
        HelpName = "METRIC=VALUE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(above);
        command.Options.Add(below);
    }

    /// <summary>Reads the thresholds of a command line.</summary>
    public IReadOnlyList<Threshold> Of(ParseResult parsed) =>
    [
        .. (parsed.GetValue(above) ?? []).Select(text => Threshold.Parse(text, isUpper: true)),
        .. (parsed.GetValue(below) ?? []).Select(text => Threshold.Parse(text, isUpper: false)),
    ];

    /// <summary>Prints what tripped.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="trips">A sentence for each threshold that tripped.</param>
    /// <returns>The exit code.</returns>
    public static int Judge(CommandContext context, IEnumerable<string> trips)
    {
        int exitCode = ExitCodes.Success;
        foreach (string trip in trips)
        {
            context.Progress.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]threshold:[/] {trip}");
            exitCode = ExitCodes.Threshold;
        }

        return exitCode;
    }
}
