using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Networks.Architectures;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis models list|show</c>: the networks that can score, and their layers.</summary>
internal sealed class ModelsVerb : IVerb
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "NAME[:WEIGHTS][@LAYER] of `fidelis models list`, or the path of a .safetensors file that train wrote.",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command list = new(
            "list",
            """
            Lists the models that lie beside the executable.

            Example:
              fidelis models list
            """);
        list.SetAction(_ => List(context));
        Command show = new(
            "show",
            """
            Shows what is known about a model, and the layers that features can be taken from.

            Example:
              fidelis models show biocnn-1:blood-cells
            """)
        {
            model,
        };
        show.SetAction(parsed => Show(ModelRegistry.Open(parsed.GetRequiredValue(model)), context));
        return new Command("models", "Lists networks and their weights, and shows their layers.") { list, show };
    }

    private static int List(CommandContext context)
    {
        IReadOnlyList<ShippedModel> shipped = ModelRegistry.List();
        if (shipped.Count == 0)
        {
            context.Output.WriteLine($"There are no models in {ModelRegistry.ShippedFolder}. A file that `fidelis train` writes is named by its path.");
            return ExitCodes.Success;
        }

        Table table = CreateTable("model", "architecture", "input", "classes", "features", "accuracy", "size");
        foreach (ShippedModel file in shipped)
        {
            RegisteredModel loaded = ModelRegistry.Open(file.Path);
            Network network = loaded.Network;
            table.AddRow(
                Markup.Escape(file.Id),
                Markup.Escape(network.Architecture),
                Markup.Escape($"{network.Input.Width}x{network.Input.Height}"),
                Markup.Escape(string.Join(", ", network.Classes)),
                Markup.Escape(Text(loaded.FindLayer(network.DefaultFeatureLayer))),
                Accuracy(loaded.Metadata),
                Megabytes(new FileInfo(file.Path).Length));
        }

        context.Output.Write(table);
        return ExitCodes.Success;
    }

    private static int Show(RegisteredModel model, CommandContext context)
    {
        Network network = model.Network;
        Table facts = new() { Border = TableBorder.None, ShowHeaders = false };
        facts.AddColumns("", "");
        facts.AddRow("model", Markup.Escape(model.Id));
        facts.AddRow("weights", model.WeightsHash);
        foreach ((string key, string value) in model.Metadata.Where(fact => fact.Key is not "layers").OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            facts.AddRow(Markup.Escape(key), Markup.Escape(value));
        }

        context.Output.Write(facts);
        context.Output.WriteLine();

        string chosen = model.Layer ?? network.DefaultFeatureLayer;
        Table layers = CreateTable("", "layer", "operator", "shape", "parameters");
        layers.Columns[^1].RightAligned();
        foreach (LayerDescription layer in network.Layers)
        {
            layers.AddRow(
                layer.Name == chosen ? "*" : "",
                Markup.Escape(layer.Name),
                Markup.Escape(layer.Operator),
                Markup.Escape(string.Join(" x ", layer.Shape)),
                layer.ParameterCount.ToString("N0", CultureInfo.InvariantCulture));
        }

        context.Output.Write(layers);
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Layers.Sum(layer => layer.ParameterCount):N0} parameters. * is the layer that features are taken from{(model.Layer is null ? " by default" : "")}; another is named by MODEL@LAYER."));
        return ExitCodes.Success;
    }

    private static Table CreateTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(columns);
        return table;
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
                && measured["value"] is JsonValue value && value.TryGetValue(out double fraction)
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
