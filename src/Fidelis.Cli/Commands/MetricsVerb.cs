using System.CommandLine;
using System.Globalization;
using System.Text;
using Fidelis.Cli.Tables;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis metrics [ID]</c>: the catalogue.</summary>
internal sealed class MetricsVerb : IVerb
{
    private readonly Argument<string?> id = new("ID")
    {
        Description = "The id of a metric; without it all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Gets the ids of the metrics of one contract that are computed where none is named.</summary>
    public static IEnumerable<string> DefaultIds<TMetric>()
        where TMetric : IMetric =>
        MetricCatalog.All.OfType<TMetric>().Select(metric => metric.Descriptor).Where(metric => metric.IsDefault).Select(metric => metric.Id);

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new("metrics", Description()) { id };
        command.SetAction(parsed => parsed.GetValue(id) is { } wanted ? Show(wanted, context) : List(context));
        return command;
    }

    private static string Description()
    {
        StringBuilder text = new("Lists the metrics, or shows one with its options. Options and their defaults, to be changed by --set:\n");
        foreach (IMetric metric in MetricCatalog.All)
        {
            foreach (MetricOption option in metric.Descriptor.Options.All)
            {
                text.Append($"\n  {metric.Descriptor.Id}.{option.Name}={option.Default}\n      {option.Meaning} It takes {option.Accepts}.");
            }
        }

        return text.Append("\n\nExample:\n  fidelis metrics fid").ToString();
    }

    private static int List(CommandContext context)
    {
        TextColumn[] columns = [new("id", false), new("of", false), new("name", false), new("better", false), new("range", false), new("default", false), new("options", false)];
        TableRenderer.Write(context, new TextTable(columns, [.. MetricCatalog.All.Select(Row)]));
        context.Output.WriteLine();
        foreach (IMetric metric in MetricCatalog.All)
        {
            context.Output.WriteLine($"{metric.Descriptor.Id}: {metric.Descriptor.Meaning} {metric.Descriptor.Reference}.");
        }

        return ExitCodes.Success;
    }

    private static string[] Row(IMetric metric) =>
    [
        metric.Descriptor.Id,
        Kind(metric),
        metric.Descriptor.Name,
        Better(metric.Descriptor),
        metric.Descriptor.Range,
        metric.Descriptor.IsDefault ? "yes" : "no",
        string.Join(", ", metric.Descriptor.Options.All.Select(option => $"{option.Name}={option.Default}")),
    ];

    private static string Kind(IMetric metric) => metric switch
    {
        ISetMetric => "sets",
        IPairedMetric => "pairs",
        IPerImageMetric => "images",
        _ => "training",
    };

    private static string Better(MetricDescriptor metric) => metric.Direction switch
    {
        MetricDirection.HigherIsBetter => "higher",
        MetricDirection.LowerIsBetter => "lower",
        _ => $"near {metric.Ideal.ToString(CultureInfo.InvariantCulture)}",
    };

    private static int Show(string id, CommandContext context)
    {
        IEnumerable<string> known = MetricCatalog.All.Select(metric => metric.Descriptor.Id);
        IMetric found = MetricCatalog.Find(id)
            ?? throw new InputException($"There is no metric '{id}'. There is: {string.Join(", ", known)}.{Suggestion.For(id, known)}");
        MetricDescriptor metric = found.Descriptor;
        List<string[]> facts =
        [
            ["id", metric.Id],
            ["of", Kind(found)],
            ["name", metric.Name],
            ["meaning", metric.Meaning],
            ["better", Better(metric)],
            ["range", metric.Range],
            ["needs", metric.Needs.ToString().ToLowerInvariant()],
            .. metric.Layer is { } layer ? [["layer", $"{layer}, whichever layer is chosen"]] : Array.Empty<string[]>(),
            ["axioms", metric.Axioms.ToString()],
            ["images", found is IPairedMetric paired ? $"at least one pair, its sides of {paired.SmallestSide(MetricSettings.Default)} pixels or more" : $"at least {metric.MinimumImageCount} in each set"],
            ["paper", metric.Reference],
            .. metric.Options.All.Select(option => (string[])[$"{metric.Id}.{option.Name}", $"{option.Meaning} It takes {option.Accepts}. Default: {option.Default}."]),
        ];
        TableRenderer.Write(context, new TextTable([new("what", false), new("value", false)], facts));
        return ExitCodes.Success;
    }
}
