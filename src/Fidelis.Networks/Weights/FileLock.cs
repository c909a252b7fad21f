namespace Fidelis.Networks.Weights;

/// <summary>A file that one process at a time holds. It goes with whoever holds it, however that ends.</summary>
public static class FileLock
{
    /// <summary>Takes the lock.</summary>
    /// <param name="path">The path of the lock, in a folder that can be written to.</param>
    /// <returns>What holds the lock until it is disposed of; <see langword="null"/> where somebody else has it.</returns>
    public static IDisposable? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
