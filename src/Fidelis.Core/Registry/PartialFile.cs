using System.Security.Cryptography;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>What has come of a download so far: a file that outlives the process, and that one process at a time may hold.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly FileStream stream;

    private PartialFile(FileStream stream) => this.stream = stream;

    /// <summary>Gets the bytes that are there.</summary>
    public long Length => stream.Length;

    /// <summary>Gets the path.</summary>
    public string Path => stream.Name;

    /// <summary>Opens the file, or creates it with its folder.</summary>
    /// <exception cref="InputException">It cannot be written, or another process holds it.</exception>
    public static PartialFile Open(string path)
    {
        try
        {
            Networks.Weights.WholeFile.CreateFolderOf(path);
            return new PartialFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The download goes to '{path}', which cannot be opened: {e.Message} If another pull is running, wait for it; {UserCache.Variable} names another folder.", e);
        }
    }

    /// <summary>Appends bytes.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        stream.Seek(0, SeekOrigin.End);
        await stream.WriteAsync(bytes, cancellation).ConfigureAwait(false);
    }

    /// <summary>Drops everything.</summary>
    public void Clear() => stream.SetLength(0);

    /// <summary>Computes the SHA-256 of what is there, in lower-case hexadecimal.</summary>
    public async Task<string> HashAsync(CancellationToken cancellation)
    {
        stream.Seek(0, SeekOrigin.Begin);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false));
    }

    /// <summary>Takes the file as one to read from, which stays held.</summary>
    public Networks.Weights.FileWindow Window() => Networks.Weights.FileWindow.Of(stream.SafeFileHandle, stream.Name);

    /// <summary>Closes the file, and takes it away if nothing is left in it to go on from.</summary>
    public void DeleteIfEmpty()
    {
        (bool isEmpty, string path) = (stream.Length == 0, stream.Name);
        stream.Dispose();
        if (isEmpty)
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
