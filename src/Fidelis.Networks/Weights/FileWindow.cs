using Fidelis.Numerics.Errors;
using Microsoft.Win32.SafeHandles;

namespace Fidelis.Networks.Weights;

/// <summary>
/// A file or a part of one, open for reading. Any number of threads may read at once, each at the position that it names.
/// </summary>
/// <remarks>
/// A file that grows, shrinks or is written to after it was opened is refused at the next read: what was found out about it before no
/// longer holds. Windows of one file share its handle, which closes when one of them is disposed of or none is in use any more.
/// </remarks>
public sealed class FileWindow : IDisposable
{
    private readonly OpenedFile file;
    private readonly long start;

    private FileWindow(OpenedFile file, long start, long length)
    {
        this.file = file;
        this.start = start;
        Length = length;
    }

    /// <summary>Gets the number of bytes.</summary>
    public long Length { get; }

    /// <summary>Gets the file as messages name it.</summary>
    public string Name => file.Name;

    /// <summary>Opens a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>All of its bytes.</returns>
    /// <exception cref="InputException">There is no such file, it has no content, or it cannot be read.</exception>
    public static FileWindow Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path) && LengthOf(path) == 0)
        {
            throw new InputException($"The file '{path}' is empty, or a pipe or device, or a link that leads nowhere: name a file with content.");
        }

        try
        {
            return Of(File.OpenHandle(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(e switch
            {
                FileNotFoundException or DirectoryNotFoundException => $"The file '{path}' does not exist.",
                UnauthorizedAccessException when Directory.Exists(path) => $"A file was expected, but '{path}' is a folder.",
                _ => $"The file '{path}' cannot be read: {e.Message}",
            }, e);
        }
    }

    /// <summary>Gets the length of a file without opening it, which could wait for ever: pipes, sockets and devices have none.</summary>
    /// <param name="path">A file, or a link to one.</param>
    /// <returns>Its bytes; 0 where there is nothing to read, or no file.</returns>
    public static long LengthOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            // The length of a link is that of its text. A link to a pipe without a name, as /dev/stdin is, leads to no file.
            FileInfo file = new(path);
            return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true)) is FileInfo { Exists: true } end ? end.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Takes a whole file that is open for reading.</summary>
    /// <param name="handle">The file, which the windows close.</param>
    /// <param name="name">The file as messages name it.</param>
    /// <returns>All of its bytes.</returns>
    public static FileWindow Of(SafeFileHandle handle, string name)
    {
        long length = RandomAccess.GetLength(handle);
        return new FileWindow(new OpenedFile(handle, name, length, File.GetLastWriteTimeUtc(handle)), 0, length);
    }

    /// <summary>Takes a part.</summary>
    /// <param name="offset">Where it begins in this window.</param>
    /// <param name="length">Its bytes; the part ends within this window.</param>
    /// <returns>The part.</returns>
    public FileWindow Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new FileWindow(file, start + offset, length);
    }

    /// <summary>Reads bytes that the window is known to hold.</summary>
    /// <param name="offset">Where they begin in this window.</param>
    /// <param name="destination">Is filled.</param>
    /// <exception cref="InputException">The file cannot be read, or changed since it was opened.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - destination.Length);
        try
        {
            long position = start + offset;
            while (destination.Length > 0)
            {
                int count = RandomAccess.Read(file.Handle, destination, position);
                if (count == 0)
                {
                    throw file.Changed();
                }

                destination = destination[count..];
                position += count;
            }

            file.RequireUnchanged();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{Name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the first bytes.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>As many as there are.</returns>
    public byte[] ReadStart(int count)
    {
        byte[] bytes = new byte[Math.Min(count, Length)];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>Opens the bytes as a stream, which does not close the file.</summary>
    /// <returns>A stream at the first byte.</returns>
    public Stream OpenStream() => new FileWindowStream(this);

    /// <inheritdoc/>
    public void Dispose() => file.Handle.Dispose();

    private sealed record OpenedFile(SafeFileHandle Handle, string Name, long Length, DateTime Written)
    {
        public void RequireUnchanged()
        {
            if (RandomAccess.GetLength(Handle) != Length || File.GetLastWriteTimeUtc(Handle) != Written)
            {
                throw Changed();
            }
        }

        public InputException Changed() => new($"The file '{Name}' must stay as it is while it is read, but it changed: run again when it is complete.");
    }
}
