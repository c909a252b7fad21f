using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>A picture that is a file of its own.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The path within the source.</param>
/// <param name="className">Its class, if the source has classes.</param>
internal sealed class FileEntry(string file, string path, string? className) : ImageEntry(path, className)
{
    /// <inheritdoc/>
    public override string Location { get; } = Printable.Of(file);

    /// <inheritdoc/>
    public override long? LengthBytes => new FileInfo(file) is { Exists: true } info ? info.Length : null;

    /// <inheritdoc/>
    public override byte[] Read()
    {
        try
        {
            // Pipes, sockets and devices have no length. To open one could wait for ever; as a picture it is as empty as a file.
            return new FileInfo(file) is { Exists: true, Length: 0 } ? [] : File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The image '{Location}' cannot be read: {Reason(e)}", e);
        }
    }

    private string Reason(Exception e) => e switch
    {
        _ when Path.Contains('\uFFFD', StringComparison.Ordinal) => "its name is not valid UTF-8. Rename it.",
        FileNotFoundException or DirectoryNotFoundException => new FileInfo(file).LinkTarget is { } target
            ? $"it is a link to '{Printable.Of(target)}', which does not exist."
            : "it was there when the images were listed, and vanished since. Run again when nothing else changes the folder.",
        _ => e.Message,
    };
}
