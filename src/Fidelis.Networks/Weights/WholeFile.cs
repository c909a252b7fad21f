using System.Diagnostics;
using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>Writes a file whole or not at all: into a neighbour that takes the file's name once it is complete.</summary>
/// <remarks>
/// A link is followed, so that it is the linked file that is replaced. Devices and pipes are refused: to replace one would take it
/// away from everybody else on the machine.
/// </remarks>
public static class WholeFile
{
    private const string PartialExtension = ".partial";

    /// <summary>Finds out whether a file can be written, before the work that makes its content.</summary>
    /// <param name="path">
    /// The file. Its folder is created where it is missing; what is there stays, but for what processes that were killed while they wrote this
    /// very file have left of it.
    /// </param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void RequireWritable(string path) => Attempt(path, destination =>
    {
        string name = Path.GetFileName(destination);
        DeleteLeftovers(Path.GetDirectoryName(destination)!, file => Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file)) == name);
        string probe = NeighbourOf(destination);
        File.Create(probe).Dispose();
        File.Delete(probe);
    });

    /// <summary>Creates the folder that a file is to lie in.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="InputException">Where the folder should be, or one that it lies in, there is a file.</exception>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be created.</exception>
    public static void CreateFolderOf(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw new InputException($"The file '{path}' cannot be written: '{folder}' is a file, where a folder is needed.");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
    }

    /// <summary>Writes <paramref name="path"/>, replacing what was there.</summary>
    /// <param name="path">The file. Its folder is created where it is missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Attempt(path, destination =>
        {
            string temporary = NeighbourOf(destination);
            try
            {
                using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, destination, overwrite: true);
            }
            finally
            {
                // After the move there is nothing left; to delete then would throw.
                if (File.Exists(temporary))
                {
                    File.Delete(temporary);
                }
            }
        });
    }

    /// <summary>
    /// Deletes what processes that were killed while they wrote have left half-written in a folder. To be called before this
    /// process writes there.
    /// </summary>
    /// <param name="folder">The folder; one that does not exist has nothing left in it.</param>
    /// <exception cref="InputException">A file cannot be deleted.</exception>
    public static void RemoveLeftovers(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            DeleteLeftovers(folder, _ => true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"What was left half-written in '{folder}' cannot be deleted: {e.Message}", e);
        }
    }

    private static void DeleteLeftovers(string folder, Func<string, bool> isMeant)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*" + PartialExtension).Where(isMeant).Where(IsLeftover).ToArray())
        {
            File.Delete(file);
        }
    }

    // In a container, the next process may well have the number of the last: what is there before this one writes is not its own.
    private static bool IsLeftover(string file)
    {
        string number = Path.GetExtension(Path.GetFileNameWithoutExtension(file)).TrimStart('.');
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return false;
        }

        if (id == Environment.ProcessId)
        {
            return true;
        }

        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static void Attempt(string path, Action<string> action)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0)
        {
            throw new InputException("A file that is to be written must have a name, but the name is empty.");
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new InputException($"The file '{path}' cannot be written: there is a folder of that name.");
        }

        try
        {
            string full = Path.GetFullPath(path);
            string destination = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
            RequireReplaceable(path, destination);
            CreateFolderOf(destination);
            action(destination);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>
    /// Refuses what is no file. Devices and pipes have the length zero, and alone of all things with it cannot be cut to it. To open for
    /// reading and writing does not wait for the other end of a pipe.
    /// </summary>
    private static void RequireReplaceable(string path, string destination)
    {
        if (!File.Exists(destination) || new FileInfo(destination).Length > 0)
        {
            return;
        }

        using FileStream stream = new(destination, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            stream.SetLength(0);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"The output must be a file, but '{path}' is a device or a pipe: name a file.", e);
        }
    }

    private static string NeighbourOf(string destination) => $"{destination}.{Environment.ProcessId}{PartialExtension}";
}
