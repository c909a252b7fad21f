using System.CommandLine;
using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Cli;

/// <summary>Notes when and how a run began, so that its run file can say so at the end.</summary>
internal sealed class RunRecord
{
    private readonly CommandContext context;
    private readonly DateTimeOffset created;
    private readonly long started;
    private readonly ulong seed;

    /// <summary>Initializes a record; the run begins now.</summary>
    /// <param name="context">The clock.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">The seed of every random choice that has none of its own.</param>
    public RunRecord(CommandContext context, ParseResult parsed, ulong seed)
    {
        this.context = context;
        this.seed = seed;
        created = context.Clock.GetUtcNow();
        started = context.Clock.GetTimestamp();
        Command = [.. parsed.Tokens.Select(token => token.Value)];
    }

    /// <summary>Gets the command line, without the name of the program.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>Puts what was found into its envelope; the run lasted until now.</summary>
    /// <param name="kind">The kind of the run.</param>
    /// <param name="inputs">What it was made from.</param>
    /// <param name="result">What it found.</param>
    /// <returns>The content of the run file.</returns>
    public RunEnvelope Enclose(string kind, JsonObject inputs, JsonObject result) => Enclose(kind, seed, inputs, result);

    /// <summary>Puts what was found into its envelope, for one of several runs of a command that differ by their seed.</summary>
    /// <param name="kind">The kind of the run.</param>
    /// <param name="ownSeed">The seed of this one.</param>
    /// <param name="inputs">What it was made from.</param>
    /// <param name="result">What it found.</param>
    /// <returns>The content of the run file.</returns>
    public RunEnvelope Enclose(string kind, ulong ownSeed, JsonObject inputs, JsonObject result) => new()
    {
        Kind = kind,
        Created = created,
        Command = Command,
        Seed = ownSeed,
        Seconds = context.Clock.GetElapsedTime(started).TotalSeconds,
        Machine = MachineDescription.Detect(InstructionSets.Active.Name),
        Inputs = inputs,
        Result = result,
    };
}
