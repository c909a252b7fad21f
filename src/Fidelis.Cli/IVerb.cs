using System.CommandLine;

namespace Fidelis.Cli;

/// <summary>
/// One verb of the command line. Every class in <c>Commands/</c> that implements it is found by reflection, so that adding a verb
/// touches one file. It must have a parameterless constructor.
/// </summary>
internal interface IVerb
{
    /// <summary>Builds the command with its arguments, options, help text, example and action.</summary>
    /// <param name="context">The streams, clock and environment that the action uses.</param>
    /// <returns>The command.</returns>
    Command Build(CommandContext context);

    /// <summary>Completes the help by what takes time to look up. It is called before <see cref="Build"/> where help is asked for, and only there.</summary>
    void Explain()
    {
    }
}
