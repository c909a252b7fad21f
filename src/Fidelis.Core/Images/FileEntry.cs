using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Microsoft.Win32.SafeHandles;

namespace Fidelis.Images;

/// <summary>A picture that is a file of its own.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The path within the source.</param>
/// <param name="className">Its class, if the source has classes.</param>
internal sealed class FileEntry(string file, string path, string? className) : ImageEntry(path, className)
{
    // Nearly every header lies within the first 64 KiB; the last bytes tell whether a file was cut off.
    private const int StartBytes = 1 << 16;
    private const int EndBytes = 64;

    /// <inheritdoc/>
    public override string Location { get; } = Printable.Of(file);

    /// <inheritdoc/>
    public override long? LengthBytes => File.Exists(file) ? FileWindow.LengthOf(file) : null;

    /// <inheritdoc/>
    public override byte[] Read()
    {
        try
        {
            // Pipes, sockets and devices have no length. To open one could wait for ever, and to read one might never end.
            return FileWindow.LengthOf(file) > 0 || !File.Exists(file) ? File.ReadAllBytes(file)
                : LeadsNowhere() ? throw new FileNotFoundException(null, file)
                : throw new InvalidImageException(Location, "is empty (0 bytes); a pipe or device counts as empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <inheritdoc/>
    public override PictureHeader ReadHeader(DecodingRules rules)
    {
        try
        {
            if (FileWindow.LengthOf(file) > StartBytes)
            {
                using SafeFileHandle handle = File.OpenHandle(file);
                byte[] bytes = new byte[StartBytes + EndBytes];
                long length = RandomAccess.GetLength(handle);
                int start = RandomAccess.Read(handle, bytes.AsSpan(0, StartBytes), 0);
                int end = RandomAccess.Read(handle, bytes.AsSpan(StartBytes), Math.Max(length - EndBytes, 0));
                if (start == StartBytes
                    && end == EndBytes
                    && ImageDecoder.ReadHeader(bytes.AsSpan(0, StartBytes), bytes.AsSpan(StartBytes), length, Location, rules) is { } header)
                {
                    return header;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }

        // A small file, or one whose header lies further on, or one that changes at this moment.
        return ReadHeader(Read(), rules);
    }

    /// <summary>Tells whether the file is a link to a name that is not there, or links lead from one to another in a circle.</summary>
    private bool LeadsNowhere()
    {
        try
        {
            return new FileInfo(file) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
        }
        catch (IOException)
        {
            return true;
        }
    }

    private InputException Unreadable(Exception e) => new($"The image '{Location}' cannot be read: {Reason(e)}", e);

    private string Reason(Exception e) => e switch
    {
        _ when Path.Contains('\uFFFD', StringComparison.Ordinal) => "its name is not valid UTF-8. Rename it.",
        FileNotFoundException or DirectoryNotFoundException => new FileInfo(file).LinkTarget is { } target
            ? $"it is a link to '{Printable.Of(target)}', which leads nowhere."
            : "it was there when the images were listed, and vanished since. Run again when nothing else changes the folder.",
        _ => e.Message,
    };
}
