using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Cli.Tables;
using Fidelis.Networks.Architectures;
using Fidelis.Registry;
using Fidelis.Reports.Console;

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
            context.Raw.WriteLine($"There are no models in {ModelRegistry.ShippedFolder}. A file that `fidelis train` writes is named by its path.");
            return ExitCodes.Success;
        }

        TableRenderer.Write(context, new TextTable(
            [new("model", false), new("architecture", false), new("input", false), new("classes", false), new("features", false), new("accuracy", true), new("size", true)],
            [.. shipped.Select(Row)]));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> Row(ShippedModel file)
    {
        RegisteredModel loaded = ModelRegistry.Open(file.Path);
        Network network = loaded.Network;
        return
        [
            file.Id,
            network.Architecture,
            $"{network.Input.Width}x{network.Input.Height}",
            string.Join(", ", network.Classes),
            Text(loaded.FindLayer(network.DefaultFeatureLayer)),
            Accuracy(loaded.Metadata),
            Megabytes(new FileInfo(file.Path).Length),
        ];
    }

    private static int Show(RegisteredModel model, CommandContext context)
    {
        Network network = model.Network;
        // Lines and no table: some values are long, and whoever copies one wants it in one piece.
        WriteFact(context, "model", model.Id);
        WriteFact(context, "weights", model.WeightsHash);
        foreach ((string key, string value) in model.Metadata.Where(fact => fact.Key is not "layers").OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            WriteFact(context, key, value);
        }

        context.Raw.WriteLine();

        string chosen = model.Layer ?? network.DefaultFeatureLayer;
        TableRenderer.Write(context, new TextTable(
            [new("", false), new("layer", false), new("operator", false), new("shape", false), new("parameters", true)],
            [
                .. network.Layers.Select(layer => (IReadOnlyList<string>)
                [
                    layer.Name == chosen ? "*" : "",
                    layer.Name,
                    layer.Operator,
                    string.Join(" x ", layer.Shape),
                    layer.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                ]),
            ]));
        context.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Layers.Sum(layer => layer.ParameterCount):N0} parameters. * is the layer that features are taken from{(model.Layer is null ? " by default" : "")}; another is named by MODEL@LAYER."));
        return ExitCodes.Success;
    }

    private static void WriteFact(CommandContext context, string name, string value) => context.Raw.WriteLine($"{name + ":",-20}{value}");

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
