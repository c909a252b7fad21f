using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>
/// The pictures that a text names, one path on each line, relative to the folder of the text. Blank lines and lines that begin with
/// <c>#</c> say nothing. The order of the lines has no meaning. Class folders are those of <see cref="FolderSource"/>, where every path
/// is relative and leads into the folder.
/// </summary>
internal static class ListSource
{
    /// <summary>The missing files that a message names.</summary>
    private const int NamedFiles = 10;

    /// <summary>The letters of the longest path of any system, which is that of Windows.</summary>
    private const int LongestPath = 32_767;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The text.</param>
    /// <param name="request">The file, whose folder paths are relative to; for the standard input it is the current folder.</param>
    /// <returns>The pictures in the ordinal order of their paths.</returns>
    /// <exception cref="InputException">The text names no file, or names files that do not exist.</exception>
    public static ImageSource Open(string text, SourceRequest request)
    {
        request.RequireNoPart("a list of paths");
        string folder = FolderOf(request.Path);
        if (BoundedFile.Lines(text).FirstOrDefault(line => line.Length > LongestPath) is { } endless)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"A list of images must name a file on each line, but a line of '{request.Description}' has {endless.Length} letters, more than any path: it is no list."));
        }

        List<string> paths = [.. PathsOf(text)];
        if (paths.Count == 0)
        {
            throw new InputException($"A list of images must name a file on each line, but '{request.Description}' names none.");
        }

        request.RequireCount(paths.Count);
        string[] missing = [.. paths.Where(path => !File.Exists(Path.Combine(folder, path))).Distinct()];
        if (missing.Length > 0)
        {
            throw new InputException(
                $"Every path of '{request.Description}' must be a file, but {Count(missing.Length)} of {paths.Count} {(missing.Length == 1 ? "is" : "are")} none: {ShortList.Of(missing, NamedFiles)}. "
                + (missing.Any(path => path.Contains('\t', StringComparison.Ordinal))
                    ? "A line holds a path alone; labels are given by a CSV file."
                    : $"Paths are relative to {(folder.Length == 0 ? "the current folder" : $"'{folder}'")}."));
        }

        paths.Sort(StringComparer.Ordinal);
        bool hasClasses = paths.TrueForAll(path => path.Contains('/', StringComparison.Ordinal) && !Path.IsPathRooted(path) && !path.Split('/').Contains(".."));
        int repeated = paths.Count - paths.Distinct().Count();
        return new ImageSource(
            request.Description,
            [.. paths.Select(path => new FileEntry(Path.Combine(folder, path), path, hasClasses ? path[..path.IndexOf('/', StringComparison.Ordinal)] : null))])
        {
            Notes = repeated == 0 ? [] : [$"{Count(repeated)} of {Count(paths.Count)} lines of '{request.Description}' repeat a path: those images count more than once."],
        };
    }

    /// <summary>Lists the files that a list names, whether they exist or not.</summary>
    /// <param name="path">The file of the list.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="InputException">The file cannot be read, or is no text.</exception>
    public static IEnumerable<string> FilesOf(string path) =>
        PathsOf(BoundedFile.Text(BoundedFile.ReadAll(path, SourceOptions.Default), path)).Select(file => Path.Combine(FolderOf(path), file));

    private static IEnumerable<string> PathsOf(string text) =>
        BoundedFile.Lines(text).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Normalize);

    private static string FolderOf(string? list) => list is null ? "" : Path.GetDirectoryName(list) ?? "";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a path as folders give it, without steps that lead nowhere.</summary>
    private static string Normalize(string path)
    {
        string slashed = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        string[] parts = [.. slashed.Split('/').Where(part => part is not ("" or "."))];
        return (slashed.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }
}
