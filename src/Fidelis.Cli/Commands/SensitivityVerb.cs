using System.CommandLine;
using Fidelis.Cli.Commands.Sensitivity;
using Fidelis.Sensitivity;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis sensitivity EXPERIMENT REFERENCE [GENERATED...]</c>: whether metrics react as they should.</summary>
internal sealed class SensitivityVerb : IVerb
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "sensitivity",
            """
            Finds out whether metrics react as they should, with a model and images of your own, by an experiment or all of them.

            Examples:
              fidelis sensitivity layers cells/test generated --model biocnn-1:blood-cells --model biocnn-2:blood-cells
              fidelis sensitivity all cells/test generated --model biocnn-2:blood-cells --charts charts --out run.json
            """);
        foreach (IExperiment experiment in ExperimentCatalog.All)
        {
            command.Subcommands.Add(new ExperimentCommand(experiment.Descriptor).Build(context));
        }

        command.Subcommands.Add(new ExperimentCommand(null).Build(context));
        return command;
    }
}
