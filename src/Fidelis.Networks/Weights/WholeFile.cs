using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>Writes a file whole or not at all: into a neighbour that takes the file's name once it is complete.</summary>
public static class WholeFile
{
    /// <summary>Finds out whether a file can be written, before the work that makes its content.</summary>
    /// <param name="path">The file. Its folder is created where it is missing; what is there stays.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new InputException($"The file '{path}' cannot be written: there is a folder of that name.");
        }

        string probe = $"{Path.GetFullPath(path)}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(probe) ?? probe);
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes <paramref name="path"/>, replacing what was there.</summary>
    /// <param name="path">The file. Its folder is created where it is missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string destination = Path.GetFullPath(path);
        string temporary = $"{destination}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination) ?? destination);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, destination, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be written: {e.Message}", e);
        }
        finally
        {
            // After the move there is nothing left, and where the folder could not be made there never was; to delete then would throw.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
