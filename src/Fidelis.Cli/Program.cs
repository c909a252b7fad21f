using Fidelis.Cli;
using Fidelis.Evaluation;

// Scripts ask for the version before they do anything else: it needs no command line to be built. If it cannot be written, that is said as always.
return args is ["--version"] && CommandContext.TryAnswer(RunEnvelope.CurrentVersion)
    ? ExitCodes.Success
    : await CommandLine.RunAsync(args, CommandContext.ForProcess()).ConfigureAwait(false);
