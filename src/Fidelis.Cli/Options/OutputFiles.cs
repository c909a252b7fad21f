using System.CommandLine;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>Finds out before the work whether its result can be written, and that it costs nothing that the work needs.</summary>
internal static class OutputFiles
{
    /// <summary>Checks the files that a verb is going to write.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="inputs">What the verb reads: no output may replace it.</param>
    /// <param name="options">The options that name files; those that are not given are passed over.</param>
    /// <exception cref="InputException">A file cannot be written, is an input, or is named twice.</exception>
    public static void Require(ParseResult parsed, IEnumerable<string> inputs, params IEnumerable<Option> options)
    {
        Dictionary<string, string> taken = [];
        foreach (string input in inputs.Where(File.Exists))
        {
            taken[Path.GetFullPath(input)] = "is an input";
        }

        foreach (Option option in options)
        {
            if (parsed.GetValue<string?>(option.Name) is not { } path)
            {
                continue;
            }

            WholeFile.RequireWritable(path);
            if (!taken.TryAdd(Path.GetFullPath(path), $"is the file of {option.Name}"))
            {
                throw new InputException($"{option.Name} must name a file of its own, but '{path}' {taken[Path.GetFullPath(path)]}.");
            }
        }
    }
}
