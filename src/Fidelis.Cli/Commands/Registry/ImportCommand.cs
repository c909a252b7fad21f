using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Preprocessing;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models import FILE</c>: gives weights that the user has a name, and an ONNX model its description.</summary>
internal static class ImportCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Argument<string> file = new("FILE")
        {
            Description = "Weights of Inception V3 as PyTorch (.pth), safetensors, .npz or the TensorFlow graph (.pb, .tgz), a model that train wrote, or any .onnx file.",
        };
        Option<string?> name = new("--as")
        {
            Description = "The name after the architecture's, as in inception-v3:NAME. Weights of Inception V3 need none.",
            HelpName = "NAME",
        };
        Command command = new(
            "import",
            """
            Reads and checks a file of weights and stores it, so that --model finds it by its name. Nothing in the file is executed.
            An .onnx file stays where it is: what the options from --protocol on say of it is written beside it, as FILE.fidelis.json, and holds
            whenever it is a --model.

            Examples:
              fidelis models import pt_inception-2015-12-05-6726825d.pth
              fidelis models import runs/tissue/best.safetensors --as tissue
              fidelis models import my-network.onnx --protocol imagenet --class-names labels.txt
              fidelis models import my-network.onnx --range 0,255 --mean 127 --std 127.5 --features pool
            """)
        {
            file, name,
        };
        DescriptionArguments description = new();
        description.AddTo(command);
        command.SetLongAction((parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            if (path.EndsWith(OnnxModels.Extension, StringComparison.OrdinalIgnoreCase))
            {
                return Describe(parsed, context, path, description, name, cancellation);
            }

            if (description.FindGiven(parsed) is { } stray)
            {
                throw new InputException($"{stray} says something of an {OnnxModels.Extension} file, but '{path}' is none: the other networks say it themselves.");
            }

            StoredModel stored = context.Models.Store.Import(path, parsed.GetValue(name));
            Tell(context, stored);
            return ExitCodes.Success;
        });
        return command;
    }

    private static int Describe(ParseResult parsed, CommandContext context, string path, DescriptionArguments arguments, Option<string?> name, CancellationToken cancellation)
    {
        if (parsed.GetValue(name) is not null)
        {
            throw new InputException($"An {OnnxModels.Extension} file is named by its path: leave {name.Name} out.");
        }

        if (arguments.FindGiven(parsed) is null)
        {
            throw new InputException($"Something must be said of an {OnnxModels.Extension} file, such as --protocol imagenet, but nothing is: `fidelis models import --help` lists what.");
        }

        RegisteredModel described = PreflightView.Run(context, progress =>
        {
            progress.Opening(path);
            return OnnxModels.Describe(path, arguments.Of(parsed, path), cancellation);
        });
        context.Raw.WriteLine($"{path}: described in {Path.ChangeExtension(path, OnnxModel.DescriptionExtension)}");
        context.Raw.WriteLine($"pictures:  {described.Preprocessing?.Describe(described.Network.Input, Fit.Squash) ?? "not said"}");
        context.Raw.WriteLine($"features:  {described.Network.DefaultFeatureLayer}");
        context.Raw.WriteLine($"classes:   {(described.Network.Classes.Count > 0 ? $"{described.Network.Classes.Count}, by {described.Network.ProbabilityLayer}" : "none")}");
        return ExitCodes.Success;
    }

    /// <summary>Says what was stored, and whether it is what was published under its name.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="stored">The model.</param>
    public static void Tell(CommandContext context, StoredModel stored)
    {
        context.Raw.WriteLine($"{stored.Listing.Id}: {(stored.IsNew ? "stored in" : "is stored already in")} {stored.Listing.Path} (weights {stored.WeightsHash})");
        if (context.Published.FirstOrDefault(published => published.Model == stored.Listing.Id) is { } weights && weights.Sha256 != stored.SourceHash)
        {
            context.Progress.WriteLine($"note: The file is not the published one, whose SHA-256 is {weights.Sha256}: scores agree with published ones only if its weights do.");
        }
    }
}
