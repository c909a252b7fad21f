using System.CommandLine;
using Fidelis.Cli.Commands.Registry;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis models list|show|pull|import|export</c>: the networks that can score, and where their weights come from.</summary>
internal sealed class ModelsVerb : IVerb
{
    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("models", "Lists networks and their weights, shows their layers, gets, stores and exports weights.")
    {
        ListCommand.Build(context),
        ShowCommand.Build(context),
        PullCommand.Build(context),
        ImportCommand.Build(context),
        ExportCommand.Build(context),
    };
}
