using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Cli.Tables;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models list</c>: the models that have a name.</summary>
internal static class ListCommand
{
    /// <summary>The classes that are named one by one.</summary>
    private const int MostListed = 12;

    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Command command = new(
            "list",
            """
            Lists the models that lie beside the executable, those that were pulled or imported, and those that can be pulled.

            Example:
              fidelis models list
            """);
        command.SetAction(_ => List(context));
        return command;
    }

    private static int List(CommandContext context)
    {
        ModelRegistry registry = context.Models;
        IReadOnlyList<ModelListing> present = registry.Models;
        PublishedWeights[] absent = [.. context.Published.Where(weights => present.All(model => model.Id != weights.Model))];
        List<string> problems = [];
        IReadOnlyList<string>[] rows =
        [
            .. present.Select(model => Row(registry, model, problems)),
            .. absent.Select(weights => (IReadOnlyList<string>)[weights.Model, weights.Model, "", "", "", "", Megabytes(weights.Bytes), "absent"]),
        ];
        TableRenderer.Write(context, new TextTable(
            [
                new("model", false), new("architecture", false), new("input", false), new("classes", false), new("features", false), new("accuracy", true),
                new("size", true), new("weights", false),
            ],
            rows));
        foreach (PublishedWeights weights in absent)
        {
            context.Raw.WriteLine($"Get {weights.Model} by `fidelis models pull {weights.Model}`.");
        }

        foreach (string problem in problems)
        {
            context.Progress.MarkupLineInterpolated($"[yellow]warning:[/] {problem}");
        }

        return ExitCodes.Success;
    }

    /// <summary>Describes a model. One that is damaged has its row too, so that it hides no other.</summary>
    private static IReadOnlyList<string> Row(ModelRegistry registry, ModelListing file, List<string> problems)
    {
        RegisteredModel loaded;
        try
        {
            loaded = registry.Open(file.Path);
        }
        catch (InputException e)
        {
            problems.Add(e.Message);
            return [file.Id, file.Architecture, "", "", "", "", "", "damaged"];
        }

        Network network = loaded.Network;
        return
        [
            file.Id,
            network.Architecture,
            $"{network.Input.Width}x{network.Input.Height}",
            network.Classes.Count <= MostListed ? string.Join(", ", network.Classes) : network.Classes.Count.ToString(CultureInfo.InvariantCulture),
            Text(loaded.FindLayer(network.DefaultFeatureLayer)),
            Accuracy(loaded.Metadata),
            Megabytes(new FileInfo(file.Path).Length),
            Path.GetDirectoryName(file.Path) == registry.ShippedFolder ? "shipped" : "stored",
        ];
    }

    /// <summary>Describes a layer and what average pooling makes of it: "leaky_re_lu_4 (256)".</summary>
    private static string Text(LayerDescription layer) => string.Create(CultureInfo.InvariantCulture, $"{layer.Name} ({layer.Shape[^1]})");

    /// <summary>Reads what training wrote of the accuracy, on its test images where it had some: "98.9 % of 452".</summary>
    private static string Accuracy(IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            if (metadata.TryGetValue("accuracy", out string? json) && JsonNode.Parse(json) is JsonObject accuracy
                && (accuracy["test"] ?? accuracy["validation"]) is JsonObject measured
                && measured["value"] is JsonValue value && value.TryGetValue(out double fraction) && fraction is >= 0 and <= 1
                && measured["images"] is JsonValue images && images.TryGetValue(out long count))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0.0} % of {count}");
            }
        }
        catch (JsonException)
        {
            // A model of others may say something else there.
        }

        return "";
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
