using System.CommandLine;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models import FILE</c>: gives weights that the user has a name.</summary>
internal static class ImportCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Argument<string> file = new("FILE")
        {
            Description = "Weights of Inception V3 as PyTorch (.pth), safetensors, .npz or the TensorFlow graph (.pb, .tgz), or a model that train wrote.",
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

            Examples:
              fidelis models import pt_inception-2015-12-05-6726825d.pth
              fidelis models import runs/tissue/best.safetensors --as tissue
            """)
        {
            file, name,
        };
        command.SetAction(parsed =>
        {
            StoredModel stored = context.Models.Store.Import(parsed.GetRequiredValue(file), parsed.GetValue(name));
            Tell(context, stored);
            return ExitCodes.Success;
        });
        return command;
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
