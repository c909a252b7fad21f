using System.Globalization;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>All files below a folder.</summary>
/// <param name="Files">Paths relative to the folder, with <c>/</c>, in no order.</param>
/// <param name="Loops">Links to a folder that the link itself lies in: their files are listed already, so they are not entered.</param>
internal sealed record FolderListing(IReadOnlyList<string> Files, IReadOnlyList<string> Loops)
{
    /// <summary>The ways that may lead to one folder. Folders of links to each other have more ways than atoms are in the world.</summary>
    private const int MaximumWays = 1000;

    /// <summary>Lists a folder, following symbolic links.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Ends the listing by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">A folder cannot be read, or links lead to it by far too many ways.</exception>
    public static FolderListing Of(string folder, CancellationToken cancellation)
    {
        List<string> files = [];
        List<string> loops = [];
        try
        {
            Visit(new DirectoryInfo(folder), "", [PhysicalPath.Of(folder)], files, loops, [], cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The folder '{folder}' cannot be read completely: {e.Message}", e);
        }

        return new FolderListing(files, loops);
    }

    private static void Visit(DirectoryInfo folder, string prefix, List<string> ancestors, List<string> files, List<string> loops, Dictionary<string, int> ways, CancellationToken cancellation)
    {
        foreach (FileSystemInfo item in folder.EnumerateFileSystemInfos())
        {
            cancellation.ThrowIfCancellationRequested();
            string path = prefix + item.Name;
            if (item is DirectoryInfo && item.Name.Contains('\uFFFD', StringComparison.Ordinal) && !item.Exists)
            {
                throw new InputException($"Every folder must have a name of valid UTF-8, but that of '{Printable.Of(path)}' in '{ancestors[0]}' is none: rename it.");
            }

            if (!Directory.Exists(item.FullName))
            {
                files.Add(path);
                continue;
            }

            string physical = item.LinkTarget is null ? Path.Combine(ancestors[^1], item.Name) : PhysicalPath.Of(Path.Combine(ancestors[^1], item.Name));
            if (ancestors.Contains(physical))
            {
                loops.Add(path);
                continue;
            }

            ways[physical] = ways.GetValueOrDefault(physical) + 1;
            if (ways[physical] > MaximumWays)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture, $"The folder '{ancestors[0]}' cannot be listed: its links lead to '{physical}' by more than {MaximumWays} ways. Remove links, or name the folder that holds the images."));
            }

            ancestors.Add(physical);
            Visit(new DirectoryInfo(item.FullName), path + "/", ancestors, files, loops, ways, cancellation);
            ancestors.RemoveAt(ancestors.Count - 1);
        }
    }
}
