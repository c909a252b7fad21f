using System.CommandLine;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Spectre.Console;

namespace Fidelis.Cli.Options;

/// <summary>The options of every verb that computes: <c>--seed --batch --threads --isa</c>.</summary>
internal sealed class CommonOptions
{
    /// <summary>The seed of every random choice.</summary>
    public Option<long> Seed { get; } = new("--seed")
    {
        Description = "Seed of every random choice.",
        HelpName = "N",
        CustomParser = NumberParser.Whole<long>,
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The images that a network takes at once.</summary>
    public Option<int?> Batch { get; } = new("--batch")
    {
        Description = "Most images that the network takes at once; never more than have 2^23 values, 682 of 64 x 64. Scores do not depend on it.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The threads that compute.</summary>
    public Option<int?> Threads { get; } = new("--threads")
    {
        Description = "Threads that compute, at most four for each processor; the default is the number of processors. Results do not depend on it.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The instruction set of the kernels.</summary>
    public Option<string?> Isa { get; } = new("--isa")
    {
        Description = $"Instruction set of the kernels: auto (default, the fastest) or one of {string.Join(", ", InstructionSets.Available.Select(set => set.Name))}. FIDELIS_ISA does the same.",
        HelpName = "TIER",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(Seed);
        command.Options.Add(Batch);
        command.Options.Add(Threads);
        command.Options.Add(Isa);
    }

    /// <summary>Sets the process up as the options say. To be called first in an action.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="context">The environment.</param>
    /// <exception cref="InputException">A value is out of range or unknown.</exception>
    public void Apply(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(Threads) is { } threads)
        {
            Parallelism.ThreadCount = AtLeastOne("--threads", threads);
        }

        if (parsed.GetValue(Batch) is { } batch)
        {
            AtLeastOne("--batch", batch);
        }

        SeedOf(parsed);
        InstructionSets.Force(parsed.GetValue(Isa) ?? (context.Environment("FIDELIS_ISA") is { Length: > 0 } isa ? isa : InstructionSets.Automatic));
        if (InstructionSets.Warning is { } warning)
        {
            context.Progress.WriteLine($"warning: {warning}");
        }
    }

    /// <summary>Gets the seed.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The seed, not negative.</returns>
    /// <exception cref="InputException">It is negative.</exception>
    public ulong SeedOf(ParseResult parsed) => SeedOf(Seed, parsed);

    /// <summary>Gets the seed of a verb that has no other of these options.</summary>
    /// <param name="option">The option <c>--seed</c>.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The seed, not negative.</returns>
    /// <exception cref="InputException">It is negative.</exception>
    public static ulong SeedOf(Option<long> option, ParseResult parsed)
    {
        long seed = parsed.GetValue(option);
        return seed >= 0 ? (ulong)seed : throw new InputException($"--seed must not be negative, but is {seed}.");
    }

    private static int AtLeastOne(string option, int value) =>
        value >= 1 ? value : throw new InputException($"{option} must be at least 1, but is {value}.");
}
