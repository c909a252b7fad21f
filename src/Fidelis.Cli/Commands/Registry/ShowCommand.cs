using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;
using Fidelis.Registry;
using Fidelis.Reports.Console;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models show MODEL</c>: what is known about a network, and its layers.</summary>
internal static class ShowCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Argument<string> model = new("MODEL") { Description = $"{ModelHelp.Models}." };
        Command command = new(
            "show",
            """
            Shows what is known about a model, and the layers that features can be taken from.

            Examples:
              fidelis models show biocnn-1:blood-cells
              fidelis models show my-network.onnx
            """)
        {
            model,
        };
        command.SetLongAction((parsed, cancellation) => Show(PreflightView.OpenModel(context, parsed.GetRequiredValue(model), weights: null, cancellation), context));
        return command;
    }

    private static int Show(RegisteredModel model, CommandContext context)
    {
        Network network = model.Network;
        // Lines and no table: some values are long, and whoever copies one wants it in one piece.
        WriteFact(context, "model", model.Id);
        WriteFact(context, "weights", model.WeightsHash);
        WriteFact(
            context,
            "protocol",
            model.Preprocessing?.Describe(network.Input, Fit.Squash) ?? network.DefaultProtocol ?? "not said: name it by --protocol, or describe it beside the model");
        foreach ((string key, string value) in model.Metadata.Where(fact => fact.Key is not "layers" && !IsNumbered(network, fact.Key)).OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            WriteFact(context, key, value);
        }

        context.Raw.WriteLine();

        string chosen = model.Layer ?? network.DefaultFeatureLayer;
        TableRenderer.Write(context, new TextTable(
            [new("", false), new("layer", false), new("operator", false), new("shape", false), new("depth", true), new("parameters", true)],
            [
                .. network.Layers.Select(layer => (IReadOnlyList<string>)
                [
                    layer.Name == chosen ? "*" : "",
                    layer.Name,
                    layer.Operator,
                    string.Join(" x ", layer.Shape),
                    layer.Depth.ToString(CultureInfo.InvariantCulture),
                    layer.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                ]),
            ]));
        context.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.ParameterCount:N0} parameters. * is the layer that features are taken from{(model.Layer is null ? " by default" : "")}; another is named by MODEL@LAYER."));
        return ExitCodes.Success;
    }

    /// <summary>Tells whether a fact is the list of classes of a network whose classes have numbers for names.</summary>
    private static bool IsNumbered(Network network, string fact) =>
        fact == "classes" && network.Classes.Select((name, i) => name == i.ToString(CultureInfo.InvariantCulture)).All(isNumber => isNumber);

    private static void WriteFact(CommandContext context, string name, string value) => context.Raw.WriteLine(Printable.OnOneLine($"{name + ":",-20}{value}"));
}
