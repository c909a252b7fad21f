using Fidelis.Cli;

return await CommandLine.RunAsync(args, CommandContext.ForProcess()).ConfigureAwait(false);
