using System.CommandLine;
using Fidelis.Images;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Npz;

namespace Fidelis.Cli.Options;

/// <summary>Finds out before the work whether its result can be written, and that it costs nothing that the work needs.</summary>
internal static class OutputFiles
{
    /// <summary>Checks the files that a verb is going to write.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="inputs">What the verb reads: no output may replace it.</param>
    /// <param name="options">The options that name files; those that are not given are passed over.</param>
    /// <exception cref="InputException">A file cannot be written, is an input, or is named twice.</exception>
    public static void Require(ParseResult parsed, IEnumerable<string> inputs, params IEnumerable<Option> options) => Require(parsed, inputs, [], options);

    /// <summary>Checks the files that a verb is going to write, where some have names of its own making.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="inputs">What the verb reads: no output may replace it.</param>
    /// <param name="derived">The files that no option names, each with the option that it comes of.</param>
    /// <param name="options">The options that name files; those that are not given are passed over.</param>
    /// <exception cref="InputException">A file cannot be written, is an input, or is named twice.</exception>
    public static void Require(ParseResult parsed, IEnumerable<string> inputs, IEnumerable<(string Name, string Path)> derived, params IEnumerable<Option> options) =>
        Require(inputs, Named(parsed, options).Concat(derived));

    /// <summary>Checks the files of a verb that writes the values of single images beside its run file.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="inputs">What the verb reads: no output may replace it.</param>
    /// <param name="run">The option that names the run file.</param>
    /// <param name="others">The other options that name files.</param>
    /// <exception cref="InputException">A file cannot be written, is an input, or is named twice.</exception>
    public static void RequireWithValues(ParseResult parsed, IEnumerable<string> inputs, Option<string?> run, params IEnumerable<Option> others)
    {
        string? values = parsed.GetValue(run) is { } path ? ImageValues.PathBeside(path) : null;
        Require(parsed, inputs, values is null ? [] : [($"{run.Name}, beside which {Path.GetFileName(values)} is written,", values)], [run, .. others]);
    }

    /// <summary>Checks that what a verb writes into a folder takes nothing away that it reads.</summary>
    /// <param name="option">The option that names the folder.</param>
    /// <param name="inputs">What the verb reads.</param>
    /// <param name="replaced">The files that are replaced or deleted; a folder stands for all that lies in it.</param>
    /// <exception cref="InputException">An input is among them, be it by a link.</exception>
    public static void RequireKept(Option option, IEnumerable<string> inputs, IEnumerable<string> replaced)
    {
        // To list large folders takes time, which only those need who replace something.
        string[] places = [.. replaced.Where(Path.Exists).Select(PlaceOf)];
        foreach ((string input, string file, string place) in places.Length > 0 ? FilesOf(inputs) : [])
        {
            if (Array.Exists(places, other => place == other || place.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                throw new InputException($"{option.Name} must name a folder in which no input is replaced, but {(file == input ? $"the input '{input}'" : $"'{file}' of the input '{input}'")} is one of the files that are written there: name another folder.");
            }
        }
    }

    /// <summary>Finds the file that a path leads to. Where that cannot be found out, nothing can be written or read there either, which says why.</summary>
    private static string PlaceOf(string path)
    {
        try
        {
            return PhysicalPath.Of(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(path);
        }
    }

    private static IEnumerable<(string Name, string Path)> Named(ParseResult parsed, IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetValue<string?>(option.Name) is { } path)
            {
                yield return (option.Name, path);
            }
        }
    }

    private static void Require(IEnumerable<string> inputs, IEnumerable<(string Name, string Path)> outputs)
    {
        Dictionary<string, (string Name, string Path)> taken = [];
        foreach ((string name, string path) in outputs)
        {
            WholeFile.RequireWritable(path);
            string place = PlaceOf(path);
            if (!taken.TryAdd(place, (name, path)))
            {
                throw new InputException($"{name} must name a file of its own, but '{path}' is the file of {taken[place].Name}.");
            }
        }

        // To list large folders takes time, which only those need who replace something.
        if (!taken.Keys.Any(File.Exists))
        {
            return;
        }

        foreach ((string input, string file, string place) in FilesOf(inputs))
        {
            if (taken.TryGetValue(place, out (string Name, string Path) output))
            {
                throw new InputException($"{output.Name} must name a file of its own, but '{output.Path}' {(file == input ? "is an input" : $"is one of the files of the input '{input}'")}.");
            }
        }
    }

    private static IEnumerable<(string Input, string File, string Place)> FilesOf(IEnumerable<string> inputs)
    {
        Dictionary<string, string> folders = [];
        return inputs.Distinct().SelectMany(input => ImageSources.FilesOf(input).Select(file => (input, file, PlaceWithin(folders, file))));
    }

    /// <summary>Finds the file that a path leads to, and looks at each folder once: there may be a million files.</summary>
    private static string PlaceWithin(Dictionary<string, string> folders, string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!folders.TryGetValue(folder, out string? place))
        {
            folders[folder] = place = PlaceOf(folder);
        }

        string within = Path.Combine(place, Path.GetFileName(file));
        return new FileInfo(within).LinkTarget is null ? within : PlaceOf(within);
    }
}
