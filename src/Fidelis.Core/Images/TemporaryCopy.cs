using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Microsoft.Win32.SafeHandles;

namespace Fidelis.Images;

/// <summary>
/// Expands what can only be read from its beginning to its end into a temporary file, where any part can be read at once. The file has
/// no name any more once it is written (on Windows, once the process ends): however the process ends, it leaves nothing behind.
/// </summary>
internal static class TemporaryCopy
{
    private const int BufferBytes = 1 << 17;

    /// <summary>Copies a stream to its end.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="name">What they are, for messages.</param>
    /// <param name="options">The limit of their number.</param>
    /// <returns>The bytes in a file.</returns>
    /// <exception cref="InputException">They are too many, or damaged, or there is no room for them.</exception>
    public static FileWindow Of(Stream content, string name, SourceOptions options) => Write(name, (destination, offset) =>
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            int count;
            while ((count = content.Read(buffer)) > 0)
            {
                RequireSize(offset + count, name, options);
                RandomAccess.Write(destination, buffer.AsSpan(0, count), offset);
                offset += count;
            }
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"The compressed data of '{name}' is damaged or in several pieces: what it holds is not what its length and checksum say. Give it unpacked.", e);
        }
    });

    /// <summary>Writes a temporary file.</summary>
    /// <param name="name">What it holds, for messages.</param>
    /// <param name="write">Writes at the offset that it is given, which is 0, and behind it.</param>
    /// <returns>The file for reading.</returns>
    /// <exception cref="InputException">There is no room.</exception>
    /// <exception cref="Exception">What <paramref name="write"/> threw.</exception>
    public static FileWindow Write(string name, Action<SafeFileHandle, long> write)
    {
        SafeFileHandle? handle = null;
        FileWindow? written = null;
        try
        {
            handle = CreateNameless();
            write(handle, 0);
            return written = FileWindow.Of(handle, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{name}' must be written into the folder for temporary files ({Path.GetTempPath()}), but that failed: {e.Message} The variable TMPDIR names another folder.", e);
        }
        finally
        {
            if (written is null)
            {
                handle?.Dispose();
            }
        }
    }

    /// <summary>Refuses more bytes than may be expanded.</summary>
    public static void RequireSize(long bytes, string name, SourceOptions options)
    {
        if (bytes > options.MaximumExpandedBytes)
        {
            throw new InputException($"'{name}' must expand to at most {options.MaximumExpandedBytes} bytes, but takes more: allow more by {SourceOptions.ExpandedBytesOption}, or give it unpacked.");
        }
    }

    private static SafeFileHandle CreateNameless()
    {
        // Only its owner may read this file, which matters between here and the removal of its name.
        string path = Path.GetTempFileName();
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        }

        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
